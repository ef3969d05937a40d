package io.emistream.schemas;

/** The registry holds no Avro schema with this id: the record that names it was not written by us, or in another world. */
public final class UnknownSchema extends RegistryException {
    private static final long serialVersionUID = 1;

    private final int id;

    public UnknownSchema(int id, String why) {
        super("no Avro schema has id " + id + ": " + why, null);
        this.id = id;
    }

    /** The id asked for. */
    public int id() {
        return id;
    }
}
