package dev.kfstack;

import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/}: written by hand down to a marker, made from the code below it. */
public final class Page {

    private static final String MARKER = "<!-- From here on made from ";

    private Page() {}

    /** Compares what follows the marker's line with {@code made}, or writes it when golden files are updated. */
    public static void assertEquals(String name, String made) {
        Path file = Requirement.repository().resolve("docs").resolve(name);
        String text = read(file);
        int marker = text.indexOf(MARKER);
        if (marker < 0) {
            throw new AssertionError(name + " has no line that starts with " + MARKER);
        }
        int end = text.indexOf('\n', marker) + 1;
        GoldenFolder.assertEquals(file, text.substring(0, end) + made);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
