package dev.kfstack.forge;

/**
 * A run of a pipeline. Later ones are greater.
 *
 * @param number of the run; 0 when nobody gave it one
 * @param attempt the how-manieth time it runs
 */
public record Run(long number, long attempt) implements Comparable<Run> {

    /** Outside of a pipeline: it is neither older nor newer than another. */
    public static final Run UNNUMBERED = new Run(0, 0);

    /** Whether what a run wrote must not be overwritten by this one. */
    boolean isBefore(Run other) {
        return !equals(UNNUMBERED) && compareTo(other) < 0;
    }

    @Override
    public int compareTo(Run other) {
        return number != other.number ? Long.compare(number, other.number) : Long.compare(attempt, other.attempt);
    }

    @Override
    public String toString() {
        return number + "." + attempt;
    }
}
