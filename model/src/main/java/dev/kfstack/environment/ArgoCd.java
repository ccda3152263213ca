package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.YamlName;

/** An Argo CD in the cluster that applies the environment's overlay. */
public record ArgoCd(
        @Doc("Git repository that holds the overlays")
        @Form(regex = "(https://|ssh://|git@)[^\\s?]+", words = "the address of a git repository")
        String repository,

        @Doc("Branch, tag or commit that is applied")
        @Default("main")
        @Form(regex = "[A-Za-z0-9][A-Za-z0-9._/-]*", words = "a branch, tag or commit")
        String revision,

        @Doc("Namespace that Argo CD runs in")
        @Default("argocd")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        String namespace) {}
