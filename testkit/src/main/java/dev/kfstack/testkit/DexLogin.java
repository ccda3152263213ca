package dev.kfstack.testkit;

/** The login by Dex with all that it needs, as YAML to lay over an environment. */
public final class DexLogin {

    private static final String YAML = """
            kubeflow:
              login: dex
              connector: {%s}
            gateway: {access: []}
            secrets:
              dex-connector: {kubernetes: {secret: auth/dex-connector, keys: {client-secret: stored}}}
              dex-client:
                generate: {password: 32}
                kubernetes:
                  secret: auth/dex-oidc-client
                  alsoIn: [oauth2-proxy]
                  keys: {OIDC_CLIENT_ID: kubeflow, OIDC_CLIENT_SECRET: generated}
              oauth2-proxy-cookie:
                generate: {password: 32}
                kubernetes: {secret: oauth2-proxy/oauth2-proxy, keys: {cookie-secret: generated}}
            """;

    private DexLogin() {}

    /** People log in at a provider of OpenID Connect. */
    public static String oidc() {
        return YAML.formatted(
                "oidc: {issuer: \"https://login.example.com\", clientId: kubeflow, clientSecret: dex-connector}");
    }

    /** People of a Google Workspace log in. */
    public static String google() {
        return YAML.formatted("google: {clientId: 1-a.apps.googleusercontent.com, clientSecret: dex-connector,"
                + " domains: [example.com]}");
    }
}
