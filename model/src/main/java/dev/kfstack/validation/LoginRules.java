package dev.kfstack.validation;

import dev.kfstack.environment.Connector;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.environment.Secret;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Dex needs, and what it does not read. */
final class LoginRules {

    private static final NamespacedName CONNECTOR_SECRET = new NamespacedName("auth", "dex-connector");
    private static final NamespacedName COOKIE_SECRET = new NamespacedName("oauth2-proxy", "oauth2-proxy");

    /** Secrets of Dex and oauth2-proxy that Terraform makes, as the component login/dex reads them. */
    private static final List<Needed> NEEDED = List.of(
            new Needed(
                    new NamespacedName("auth", "dex-oidc-client"),
                    Set.of("oauth2-proxy"),
                    Set.of("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"),
                    "dex-client: {generate: {password: 32}, kubernetes: {secret: auth/dex-oidc-client, alsoIn: [oauth2-proxy],"
                            + " keys: {OIDC_CLIENT_ID: kubeflow, OIDC_CLIENT_SECRET: generated}}}"),
            new Needed(
                    COOKIE_SECRET,
                    Set.of(),
                    Set.of("cookie-secret"),
                    "oauth2-proxy-cookie: {generate: {password: 32}, kubernetes: {secret: oauth2-proxy/oauth2-proxy, keys:"
                            + " {cookie-secret: generated}}}"));

    private LoginRules() {}

    private record Needed(NamespacedName secret, Set<String> alsoIn, Set<String> keys, String entry) {

        boolean isWrittenBy(Secret candidate) {
            return candidate
                    .kubernetes()
                    .filter(kubernetes -> kubernetes.secret().equals(secret)
                            && kubernetes.alsoIn().containsAll(alsoIn)
                            && kubernetes.keys().keySet().containsAll(keys)
                            && kubernetes.keys().containsValue(Secret.Kubernetes.GENERATED))
                    .isPresent();
        }
    }

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "dex-connector",
                        "With login dex there is a connector, which for Google names domains; without it there is none.",
                        LoginRules::connectorBelongsToDex),
                new Rule(
                        "dex-secrets",
                        "With login dex, secrets writes what Dex and oauth2-proxy read: auth/dex-oidc-client, also in the"
                                + " namespace oauth2-proxy, oauth2-proxy/oauth2-proxy, and auth/dex-connector by the entry"
                                + " that the connector names.",
                        LoginRules::secretsAreThere));
    }

    private static void connectorBelongsToDex(Subject subject, Report report) {
        ConfigPath path = ConfigPath.of("kubeflow", "connector");
        boolean dex = subject.environment().kubeflow().login() == Login.DEX;
        Optional<Connector> connector = subject.environment().kubeflow().connector();
        if (dex && connector.isEmpty()) {
            report.error(
                    ConfigPath.of("kubeflow", "login"),
                    "dex needs a connector: without an identity provider nobody can log in",
                    "add connector: {google: {clientId: …, clientSecret: dex-connector, domains: [example.com]}}");
        }
        if (!dex && connector.isPresent()) {
            report.error(
                    path, "is read with login dex alone, and the login is iap", "add login: dex, or remove connector");
        }
        if (connector.isPresent()
                && connector.get() instanceof Connector.Google google
                && google.domains().isEmpty()) {
            report.error(
                    path.key("google").key("domains"),
                    "must name at least one domain: without one, everybody with a Google account gets in");
        }
    }

    private static void secretsAreThere(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (environment.kubeflow().login() != Login.DEX || !report.readable("secrets")) {
            return;
        }
        for (Needed needed : NEEDED) {
            if (environment.secrets().values().stream().noneMatch(needed::isWrittenBy)) {
                report.error(
                        ConfigPath.of("secrets"),
                        "login dex needs an entry that generates the Kubernetes secret " + needed.secret() + " with "
                                + String.join(
                                        " and ", needed.keys().stream().sorted().toList())
                                + (needed.alsoIn().isEmpty() ? "" : ", also in " + String.join(", ", needed.alsoIn())),
                        "add " + needed.entry());
            }
        }
        environment.secrets().forEach((name, secret) -> cookieFits(name, secret, report));
        environment.kubeflow().connector().ifPresent(connector -> connectorsSecret(environment, connector, report));
    }

    /** https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview#generating-a-cookie-secret */
    private static void cookieFits(String name, Secret secret, Report report) {
        boolean cookie = secret.kubernetes()
                .filter(kubernetes -> kubernetes.secret().equals(COOKIE_SECRET))
                .isPresent();
        boolean fits = secret.generate()
                .filter(generate -> generate instanceof Secret.Generate.Password password
                        && Set.of(16, 24, 32).contains(password.length()))
                .isPresent();
        if (cookie && secret.generate().isPresent() && !fits) {
            report.error(
                    ConfigPath.of("secrets", name, "generate"),
                    "must be a password of 16, 24 or 32 characters, as oauth2-proxy wants for its cookies",
                    "write generate: {password: 32}");
        }
    }

    private static void connectorsSecret(Environment environment, Connector connector, Report report) {
        String variant = connector instanceof Connector.Google ? "google" : "oidc";
        ConfigPath path = ConfigPath.of("kubeflow", "connector", variant, "clientSecret");
        Secret secret = environment.secrets().get(connector.clientSecret());
        String entry = connector.clientSecret() + ": {kubernetes: {secret: " + CONNECTOR_SECRET
                + ", keys: {client-secret: stored}}}";
        if (secret == null) {
            report.error(
                    path,
                    "must name one of secrets, got \"" + connector.clientSecret() + "\"",
                    "add secrets: {" + entry + "}");
            return;
        }
        boolean written = secret.kubernetes()
                .filter(kubernetes -> kubernetes.secret().equals(CONNECTOR_SECRET)
                        && Map.of("client-secret", Secret.Kubernetes.STORED).equals(kubernetes.keys()))
                .isPresent();
        if (!written) {
            report.error(
                    path,
                    "must name a secret that is written to " + CONNECTOR_SECRET + ", where Dex reads client-secret",
                    "write " + entry);
        }
    }
}
