package dev.kfstack.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What people read of an exception of files. The JDK's own message is often a bare path, and what happened a class name. */
public final class IoFailure {

    private IoFailure() {}

    /** What could not be done, in words, with the file where one is known. */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException refused) {
            // of a move, the file that was to be replaced
            String file = refused.getOtherFile() == null ? refused.getFile() : refused.getOtherFile();
            return (file == null ? "" : file + ": ") + reason(refused);
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        return e.getReason() == null ? e.getClass().getSimpleName().replaceFirst("Exception$", "") : e.getReason();
    }
}
