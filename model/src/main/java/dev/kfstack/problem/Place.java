package dev.kfstack.problem;

/**
 * A place in a file, as editors and compilers write it.
 *
 * @param file path as the user would type it, never absolute unless the user gave an absolute one
 * @param line from 1
 * @param column from 1, in code points
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    /** {@code file:line:column}, the form that terminals and forges turn into links. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}
