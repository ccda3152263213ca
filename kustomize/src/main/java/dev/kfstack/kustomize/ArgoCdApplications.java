package dev.kfstack.kustomize;

import dev.kfstack.environment.ArgoCd;
import dev.kfstack.environment.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells Argo CD to apply an environment: a project, an Application for the environment, and one for its access, whose
 * namespaces the first one makes. A build of its own, applied once by hand.
 */
final class ArgoCdApplications {

    private static final String FOLDER = "argocd/";
    private static final String IN_CLUSTER = "https://kubernetes.default.svc";

    private ArgoCdApplications() {}

    /** Files below the environment's folder; none without {@code argocd}. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        environment.argocd().ifPresent(argocd -> {
            List<String> resources = new ArrayList<>(List.of("project.yaml", "environment.yaml"));
            files.put(FOLDER + "project.yaml", project(environment.name(), argocd));
            files.put(FOLDER + "environment.yaml", application(environment.name(), "", argocd));
            if (!Access.of(environment).isEmpty()) {
                resources.add("access.yaml");
                files.put(FOLDER + "access.yaml", application(environment.name(), "access", argocd));
            }
            files.put(FOLDER + "kustomization.yaml", Kustomization.plain(resources));
        });
        return files;
    }

    private static Map<String, ?> project(String environment, ArgoCd argocd) {
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("server", IN_CLUSTER);
        destination.put("namespace", "*");
        Map<String, Object> anything = new LinkedHashMap<>();
        anything.put("group", "*");
        anything.put("kind", "*");
        Map<String, Object> quotas = new LinkedHashMap<>();
        quotas.put("group", "");
        quotas.put("kind", "ResourceQuota");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("sourceRepos", List.of(argocd.repository()));
        spec.put("destinations", List.of(destination));
        spec.put("clusterResourceWhitelist", List.of(anything));
        // the profile controller writes them
        spec.put("namespaceResourceBlacklist", List.of(quotas));
        return object("AppProject", environment, argocd, Map.of(), spec);
    }

    /** @param part the folder below the environment's; empty for the environment itself */
    private static Map<String, ?> application(String environment, String part, ArgoCd argocd) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("repoURL", argocd.repository());
        source.put("targetRevision", argocd.revision());
        source.put("path", "overlays/" + environment + (part.isEmpty() ? "" : "/" + part));
        Map<String, Object> automated = new LinkedHashMap<>();
        automated.put("prune", true);
        automated.put("selfHeal", true);
        automated.put("allowEmpty", false);
        Map<String, Object> backoff = new LinkedHashMap<>();
        backoff.put("duration", "20s");
        backoff.put("factor", 2);
        backoff.put("maxDuration", "5m");
        Map<String, Object> retry = new LinkedHashMap<>();
        retry.put("limit", 10);
        retry.put("backoff", backoff);
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("automated", automated);
        policy.put(
                "syncOptions",
                List.of(
                        "ServerSideApply=true",
                        "SkipDryRunOnMissingResource=true",
                        "RespectIgnoreDifferences=true",
                        "CreateNamespace=false",
                        "PruneLast=true"));
        policy.put("retry", retry);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("project", environment);
        spec.put("source", source);
        spec.put("destination", Map.of("server", IN_CLUSTER));
        spec.put("syncPolicy", policy);
        spec.put("ignoreDifferences", ignored());
        String name = part.isEmpty() ? environment : environment + "-" + part;
        return object(
                "Application", name, argocd, Map.of("argocd.argoproj.io/sync-wave", part.isEmpty() ? "0" : "1"), spec);
    }

    /** What controllers write into objects of ours. */
    private static List<Map<String, ?>> ignored() {
        return List.of(
                ignored(
                        "admissionregistration.k8s.io",
                        "MutatingWebhookConfiguration",
                        ".webhooks[]?.clientConfig.caBundle"),
                ignored(
                        "admissionregistration.k8s.io",
                        "ValidatingWebhookConfiguration",
                        ".webhooks[]?.clientConfig.caBundle"),
                ignored(
                        "apiextensions.k8s.io",
                        "CustomResourceDefinition",
                        ".spec.conversion.webhook.clientConfig.caBundle"),
                ignored("rbac.authorization.k8s.io", "ClusterRole", "select(.aggregationRule != null) | .rules"),
                // certificates that webhooks make for themselves
                ignored("", "Secret", ".data"));
    }

    private static Map<String, ?> ignored(String group, String kind, String expression) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("group", group);
        entry.put("kind", kind);
        entry.put("jqPathExpressions", List.of(expression));
        return entry;
    }

    private static Map<String, ?> object(
            String kind, String name, ArgoCd argocd, Map<String, ?> annotations, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", argocd.namespace());
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "argoproj.io/v1alpha1");
        object.put("kind", kind);
        object.put("metadata", metadata);
        object.put("spec", spec);
        return object;
    }
}
