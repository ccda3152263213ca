package dev.kfstack.stacks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder that jsii unpacks its program to: it deletes the files at exit, and leaves the folders. */
final class JsiiFolder {

    private static final Set<Path> DELETED_AT_EXIT = ConcurrentHashMap.newKeySet();

    private JsiiFolder() {}

    /** Has this JVM's folder deleted when it exits. Found by our own child process: other JVMs have folders alike. */
    static void deleteAtExit() {
        Pattern program = Pattern.compile(Pattern.quote(
                        Path.of(System.getProperty("java.io.tmpdir")).toString()) + "/jsii-java-runtime[0-9]+(?=/)");
        ProcessHandle.current()
                .descendants()
                .map(process -> process.info()
                        .commandLine()
                        .map(program::matcher)
                        .filter(Matcher::find)
                        .map(Matcher::group))
                .flatMap(Optional::stream)
                .map(Path::of)
                .filter(DELETED_AT_EXIT::add)
                .forEach(folder -> Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder))));
    }

    private static void delete(Path folder) {
        try {
            StagingFolder.delete(folder);
        } catch (IOException nobodyToTell) {
            // empty folders in the temp folder harm nobody
        }
    }
}
