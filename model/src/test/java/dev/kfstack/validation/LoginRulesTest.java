package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginRulesTest {

    private static final String CLIENT =
            "dex-client: {generate: {password: 32}, kubernetes: {secret: auth/dex-oidc-client,"
                    + " alsoIn: [oauth2-proxy], keys: {OIDC_CLIENT_ID: kubeflow, OIDC_CLIENT_SECRET: generated}}}";
    private static final String COOKIE =
            "cookie: {generate: {password: 32}, kubernetes: {secret: oauth2-proxy/oauth2-proxy,"
                    + " keys: {cookie-secret: generated}}}";
    private static final String CONNECTOR =
            "dex-connector: {kubernetes: {secret: auth/dex-connector, keys: {client-secret: stored}}}";
    private static final String GOOGLE =
            "{google: {clientId: 1-a.apps.googleusercontent.com, clientSecret: dex-connector,"
                    + " domains: [example.com]}}";
    private static final String OIDC =
            "{oidc: {issuer: 'https://login.example.com', clientId: kubeflow, clientSecret: dex-connector}}";

    /** An environment that Dex can serve, without the braces around it. */
    static final String DEX = dex(GOOGLE, CLIENT, COOKIE, CONNECTOR);

    /** Dex does not read who passes Identity-Aware Proxy. */
    private static final String NOBODY = ", gateway: {access: []}}";

    private static String dex(String connector, String... secrets) {
        return "kubeflow: {login: dex, connector: " + connector + "}, secrets: {" + String.join(", ", secrets) + "}";
    }

    @Test
    void dexAsksGoogleOrAProviderOfOpenIdConnect() {
        assertThat(problems("{" + DEX + NOBODY)).isEmpty();
        assertThat(problems("{" + dex(OIDC, CLIENT, COOKIE, CONNECTOR) + NOBODY))
                .isEmpty();
    }

    @Test
    void dexNeedsAConnectorAndOnlyDexReadsIt() {
        assertThat(problems("{kubeflow: {login: dex}, secrets: {" + CLIENT + ", " + COOKIE + "}" + NOBODY))
                .containsExactly(
                        "kubeflow.login: dex needs a connector: without an identity provider nobody can log in (add"
                                + " connector: {google: {clientId: …, clientSecret: dex-connector, domains: [example.com]}})"
                                + " [dex-connector]");
        assertThat(problems("{kubeflow: {connector: " + GOOGLE + "}}"))
                .containsExactly(
                        "kubeflow.connector: is read with login dex alone, and the login is iap (add login: dex, or"
                                + " remove connector) [dex-connector]");
    }

    @Test
    void notEveryGoogleAccountGetsIn() {
        String everybody = GOOGLE.replace("[example.com]", "[]");
        assertThat(problems("{" + dex(everybody, CLIENT, COOKIE, CONNECTOR) + NOBODY))
                .containsExactly(
                        "kubeflow.connector.google.domains: must name at least one domain: without one, everybody"
                                + " with a Google account gets in [dex-connector]");
    }

    @Test
    void theClientsSecretIsInBothNamespaces() {
        String message =
                "secrets: login dex needs an entry that generates the Kubernetes secret auth/dex-oidc-client with"
                        + " OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, also in oauth2-proxy (add dex-client: {generate: {password:"
                        + " 32}, kubernetes: {secret: auth/dex-oidc-client, alsoIn: [oauth2-proxy], keys: {OIDC_CLIENT_ID:"
                        + " kubeflow, OIDC_CLIENT_SECRET: generated}}}) [dex-secrets]";
        assertThat(problems("{" + dex(GOOGLE, COOKIE, CONNECTOR) + NOBODY)).containsExactly(message);
        assertThat(problems(
                        "{" + dex(GOOGLE, CLIENT.replace("alsoIn: [oauth2-proxy], ", ""), COOKIE, CONNECTOR) + NOBODY))
                .containsExactly(message);
    }

    @Test
    void theCookiesKeyHasALengthThatOauth2ProxyTakes() {
        assertThat(problems("{" + dex(GOOGLE, CLIENT, CONNECTOR) + NOBODY))
                .containsExactly("secrets: login dex needs an entry that generates the Kubernetes secret"
                        + " oauth2-proxy/oauth2-proxy with cookie-secret (add oauth2-proxy-cookie: {generate: {password:"
                        + " 32}, kubernetes: {secret: oauth2-proxy/oauth2-proxy, keys: {cookie-secret: generated}}})"
                        + " [dex-secrets]");
        assertThat(problems("{" + dex(GOOGLE, CLIENT, COOKIE.replace("32", "24"), CONNECTOR) + NOBODY))
                .isEmpty();
        for (String generate : new String[] {"{password: 20}", "{base64: 32}"}) {
            assertThat(problems(
                            "{" + dex(GOOGLE, CLIENT, COOKIE.replace("{password: 32}", generate), CONNECTOR) + NOBODY))
                    .containsExactly(
                            "secrets.cookie.generate: must be a password of 16, 24 or 32 characters, as oauth2-proxy"
                                    + " wants for its cookies (write generate: {password: 32}) [dex-secrets]");
        }
    }

    @Test
    void theConnectorsSecretIsOneThatDexReads() {
        assertThat(problems("{" + dex(GOOGLE, CLIENT, COOKIE) + NOBODY))
                .containsExactly(
                        "kubeflow.connector.google.clientSecret: must name one of secrets, got \"dex-connector\" (add"
                                + " secrets: {dex-connector: {kubernetes: {secret: auth/dex-connector, keys: {client-secret:"
                                + " stored}}}}) [dex-secrets]");
        assertThat(problems("{" + dex(OIDC, CLIENT, COOKIE, CONNECTOR.replace("auth/dex-connector", "auth/other"))
                        + NOBODY))
                .containsExactly("kubeflow.connector.oidc.clientSecret: must name a secret that is written to"
                        + " auth/dex-connector, where Dex reads client-secret (write dex-connector: {kubernetes: {secret:"
                        + " auth/dex-connector, keys: {client-secret: stored}}}) [dex-secrets]");
    }
}
