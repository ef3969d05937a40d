package io.emistream.schemas;

/** The registry understood and said no (credentials, an invalid schema, a forbidden change): a person has to act. */
public final class RegistryRefused extends RegistryException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int errorCode;

    /**
     * @param status HTTP status
     * @param errorCode the registry's own code, e.g. 42201; 0 when it gave none
     */
    public RegistryRefused(int status, int errorCode, String message) {
        super(message, null);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** HTTP status, e.g. 401. */
    public int status() {
        return status;
    }

    /** The registry's own code, e.g. 42201; 0 when it gave none. */
    public int errorCode() {
        return errorCode;
    }
}
