package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.YamlName;
import java.util.List;

/** The identity provider that Dex sends people to, as Dex's configuration has it. */
public sealed interface Connector {

    /** The client that the identity provider knows Dex as. */
    String clientId();

    /** Name in {@code secrets} of that client's secret. */
    String clientSecret();

    /**
     * Google accounts of one organization.
     *
     * @see <a href="https://dexidp.io/docs/connectors/google/">the connector</a>
     */
    record Google(
            @Doc("Id of an OAuth client of type web application, whose redirect is https://HOSTNAME/dex/callback")
            @Form(regex = CLIENT, words = CLIENT_WORDS)
            String clientId,

            @Doc("Name in secrets of the client's secret, which somebody puts in by hand")
            @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String clientSecret,

            @Doc("Workspace domains whose people get in; nobody else does")
            @Form(regex = "[a-z0-9-]+(\\.[a-z0-9-]+)+", words = "a domain such as example.com")
            List<String> domains)
            implements Connector {}

    /**
     * Any provider of OpenID Connect that says of an e-mail address whether it is verified. It decides who gets in.
     *
     * @see <a href="https://dexidp.io/docs/connectors/oidc/">the connector</a>
     */
    record Oidc(
            @Doc("Address of the provider, as its tokens have it")
            @Form(regex = "https://[^\\s$?#]+", words = "an address such as https://login.example.com")
            String issuer,

            @Doc("Id of the client, whose redirect is https://HOSTNAME/dex/callback")
            @Form(regex = CLIENT, words = CLIENT_WORDS)
            String clientId,

            @Doc("Name in secrets of the client's secret, which somebody puts in by hand")
            @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String clientSecret,

            @Doc("What people read on the way") @Default("Single sign-on") @Form(regex = "[^$]+", words = "a name")
            String name)
            implements Connector {}

    /** No dollar: Dex puts variables into its configuration. */
    String CLIENT = "[^\\s$]+";

    String CLIENT_WORDS = "the id of a client";
}
