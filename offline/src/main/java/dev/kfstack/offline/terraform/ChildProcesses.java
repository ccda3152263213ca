package dev.kfstack.offline.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs, one at a time, so that nothing is left behind when this JVM is told to end (Ctrl-C, SIGTERM): the program
 * that runs is told too and waited for, no other is started, and what the command opened is closed, all before the JVM
 * ends. It must be closed after everything else.
 *
 * <p>Terraform takes a second signal for an order to drop everything, its lock included. A terminal sends Ctrl-C to the
 * program as well as to us: then it is not passed on.
 */
public final class ChildProcesses implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-child-processes");
    private boolean stopping;
    private @Nullable Process running;
    private boolean tellsAll;

    /** Thrown by a run that was told to stop: for the command to close what it opened, and end. */
    public static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped by a signal", null, false, false);
        }
    }

    private ChildProcesses() {}

    /** Watches for signals until it is closed. */
    public static ChildProcesses open() {
        ChildProcesses processes = new ChildProcesses();
        Runtime.getRuntime().addShutdownHook(processes.hook);
        return processes;
    }

    /**
     * Runs a program whose output goes, as it comes, to {@code out} and {@code err}; it reads nothing.
     *
     * @return its exit code
     * @throws Stopped when this JVM was told to end
     */
    public int run(ProcessBuilder program, Writer out, Writer err) throws IOException {
        return run(program, false, out, err);
    }

    /**
     * As {@link #run}, of a program that does not pass signals on, as a shell script does not: when this JVM is told to end,
     * whatever that program started is told too.
     */
    public int runScript(ProcessBuilder program, Writer out, Writer err) throws IOException {
        return run(program, true, out, err);
    }

    private int run(ProcessBuilder program, boolean isScript, Writer out, Writer err) throws IOException {
        Process process = start(program, isScript);
        process.getOutputStream().close();
        Thread errors = new Thread(() -> copy(process.getErrorStream(), err), "standard-error");
        errors.start();
        copy(process.getInputStream(), out);
        int exitCode = end(process);
        join(errors);
        return exitCode;
    }

    /** Runs a program that has this JVM's input and output for its own. */
    public int inherit(ProcessBuilder program) throws IOException {
        return end(start(program.inheritIO(), false));
    }

    private synchronized Process start(ProcessBuilder program, boolean isScript) throws IOException {
        if (stopping) {
            throw new Stopped();
        }
        Process process = program.start();
        running = process;
        tellsAll = isScript;
        return process;
    }

    private int end(Process process) {
        try {
            int exitCode = process.waitFor();
            synchronized (this) {
                running = null;
                if (stopping) {
                    throw new Stopped();
                }
            }
            return exitCode;
        } catch (InterruptedException e) {
            process.toHandle().destroy();
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private void stop() {
        synchronized (this) {
            stopping = true;
            if (running != null && !isInForeground()) {
                if (tellsAll) {
                    // before the script ends, and they are nobody's
                    running.descendants().toList().forEach(ProcessHandle::destroy);
                }
                // not destroy(): that closes its output, which is still read
                running.toHandle().destroy();
            }
        }
        join(closed);
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (this) {
            if (!stopping) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    /**
     * Whether the terminal sends its Ctrl-C to this process and its children: see proc(5), fields pgrp and tpgid. Where
     * that is not known, it is taken for true: to wait for a program costs less than to break its lock.
     */
    private static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return fields.get(2).equals(fields.get(5));
        } catch (IOException noSuchFileOnThisSystem) {
            return true;
        }
    }

    private static void copy(InputStream from, Writer to) {
        try (InputStreamReader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            char[] text = new char[8192];
            for (int length = reader.read(text); length >= 0; length = reader.read(text)) {
                to.write(text, 0, length);
                to.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
