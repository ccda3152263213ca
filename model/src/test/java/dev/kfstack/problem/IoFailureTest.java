package dev.kfstack.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoFailureTest {

    @Test
    void saysInWordsWhatHappenedToWhichFile() {
        assertThat(IoFailure.reason(new AccessDeniedException("a/b"))).isEqualTo("a/b: access is denied");
        assertThat(IoFailure.reason(new NoSuchFileException("a/b"))).isEqualTo("a/b: does not exist");
        assertThat(IoFailure.reason(new FileSystemException("a/b", null, "No space left on device")))
                .isEqualTo("a/b: No space left on device");
        assertThat(IoFailure.reason(new AccessDeniedException("a/b", "c/d", null)))
                .isEqualTo("c/d: access is denied");
        assertThat(IoFailure.reason(new DirectoryNotEmptyException("a/b"))).isEqualTo("a/b: DirectoryNotEmpty");
        assertThat(IoFailure.reason(new IOException("git is not installed"))).isEqualTo("git is not installed");
    }
}
