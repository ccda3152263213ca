package dev.kfstack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/argoproj/argo-workflows/manifests/base/crds?ref=v3.7.3,"
                + "https://github.com/argoproj/argo-workflows, v3.7.3, manifests/base/crds,"
                + "github.com/argoproj/argo-workflows/v3.7.3/manifests/base/crds",
        "https://github.com/kubernetes-sigs/lws//config/default?ref=v0.7.0&timeout=90s,"
                + "https://github.com/kubernetes-sigs/lws, v0.7.0, config/default,"
                + "github.com/kubernetes-sigs/lws/v0.7.0/config/default",
        "github.com/owner/name/a?version=v1, https://github.com/owner/name, v1, a, github.com/owner/name/v1/a",
        "git@example.com:group/name.git//a/b?ref=abc,"
                + "git@example.com:group/name.git, abc, a/b, example.com/group/name/abc/a/b",
        "ssh://git@example.com:2222/x.git//a?ref=v1, ssh://git@example.com:2222/x.git, v1, a, example.com/x/v1/a",
        "git::https://example.com/x?ref=v1, https://example.com/x, v1, '', example.com/x/v1",
        "file:///srv/x//a?ref=v1, file:///srv/x, v1, a, srv/x/v1/a",
    })
    void readsTheFormsThatKustomizeTakes(String entry, String repository, String ref, String path, String folder) {
        RemoteReference reference = RemoteReference.of(entry).orElseThrow();

        assertThat(RemoteReference.isLocal(entry)).isFalse();
        assertThat(reference).isEqualTo(new RemoteReference.Git(repository, ref, path));
        assertThat(reference.folder()).isEqualTo(folder);
    }

    @Test
    void aFileOfAReleaseHasAFolderOfItsOwn() {
        String url = "https://github.com/kubernetes-sigs/jobset/releases/download/v0.10.1/manifests.yaml";
        RemoteReference reference = RemoteReference.of(url).orElseThrow();

        assertThat(reference).isEqualTo(new RemoteReference.File(url));
        assertThat(reference.folder())
                .isEqualTo("github.com/kubernetes-sigs/jobset/releases/download/v0.10.1/manifests");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/owner/name/a",
                "https://github.com/owner/name//a?timeout=90s",
                "https://github.com/owner/name//a?ref=--upload-pack=x",
                "https://github.com/owner/name//a?ref=../../x",
                "https://github.com/owner/name//a?ref=v1/../../../x",
                "https://github.com/owner/name//../../x?ref=v1"
            })
    void whatIsNotPinnedOrLeadsElsewhereIsNoReference(String entry) {
        assertThat(RemoteReference.of(entry)).isEmpty();
    }

    @Test
    void foldersOfTheOwnTreeAreLocal() {
        assertThat(new String[] {"../base", "deployment.yaml", "third-party/argo"})
                .allMatch(RemoteReference::isLocal);
    }
}
