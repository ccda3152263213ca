package dev.kfstack.offline.world;

/** Something that goes wrong on demand, for operations that create, update or delete what its {@link Match} names. */
public sealed interface Fault {

    Match match();

    /**
     * Which things are struck.
     *
     * @param type a resource type
     * @param name the last segment of an id; empty for all things of the type
     */
    record Match(String type, String name) {
        boolean strikes(Identity identity) {
            return identity.type().equals(type)
                    && (name.isEmpty() || identity.name().equals(name));
        }
    }

    /** The operation does nothing and answers with an error. */
    record Failing(Match match, String message) implements Fault {}

    /** The operation neither does anything nor answers, until it is cancelled or the fault is lifted. */
    record Hanging(Match match) implements Fault {}

    /** The operation is done, and its answer is lost. */
    record Unanswered(Match match) implements Fault {}

    /** As the API says that a quota of this name is used up. */
    record QuotaExceeded(Match match, String quota) implements Fault {}

    /** As the API refuses an identity whose role was granted a moment ago: so many times, then no more. */
    record NotYetPermitted(Match match, int times) implements Fault {}
}
