package io.emistream.schemas;

/** The schema would leave readers unable to read what the subject already holds; it was not registered. */
public final class IncompatibleSchema extends RegistryException {
    private static final long serialVersionUID = 1;

    private final String subject;

    public IncompatibleSchema(String subject, String why) {
        super(
                "the schema does not fit the earlier ones of subject " + subject + ": " + why
                        + "; give new fields a default, and never rename or remove a field without one",
                null);
        this.subject = subject;
    }

    /** Where it was to be registered. */
    public String subject() {
        return subject;
    }
}
