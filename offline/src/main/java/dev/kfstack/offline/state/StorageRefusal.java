package dev.kfstack.offline.state;

/** A request that is answered with an error: the client's doing, never a bug of the server. */
final class StorageRefusal extends RuntimeException {

    private final int status;

    /**
     * @param status 4xx. Terraform's client repeats a request that failed with 5xx for as long as it runs, so nothing that
     *     stays wrong may be answered so
     */
    StorageRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
