package dev.kfstack.constructs;

import dev.kfstack.bindings.random_provider.ephemeral_random_password.EphemeralRandomPassword;
import dev.kfstack.environment.Secret;
import software.constructs.Construct;

/**
 * A value made anew at every run, for write-only arguments alone. The provider draws each character evenly from its
 * alphabet, so a key has all the bits of its bytes, in every form.
 */
final class RandomValue extends Construct {

    /** The last character of base64 when it stands for two bits, and for four: its other bits are zero. */
    private static final String TWO_BITS = "AQgw";

    private static final String FOUR_BITS = "AEIMQUYcgkosw048";

    private final String name;
    private final String text;

    /** @param name the secret's, which becomes the address */
    RandomValue(Construct scope, String id, String name, Secret.Generate spec) {
        super(scope, id);
        this.name = name;
        if (spec instanceof Secret.Generate.Hex hex) {
            this.text = hex(hex.bytes());
        } else if (spec instanceof Secret.Generate.Base64 base64) {
            this.text = base64(base64.bytes());
        } else {
            this.text = password(((Secret.Generate.Password) spec).length());
        }
    }

    private String password(int length) {
        return draw(
                name,
                EphemeralRandomPassword.Builder.create(this, "Resource")
                        .length(length)
                        .special(false));
    }

    private String hex(int bytes) {
        return draw(
                name,
                EphemeralRandomPassword.Builder.create(this, "Resource")
                        .length(bytes * 2)
                        .upper(false)
                        .lower(false)
                        .overrideSpecial("abcdef"));
    }

    /** Terraform encodes text alone, never the bytes of a key: the characters themselves are drawn, six bits each. */
    private String base64(int bytes) {
        String whole = draw(
                name,
                EphemeralRandomPassword.Builder.create(this, "Resource")
                        .length(bytes * 8 / 6)
                        .overrideSpecial("+/"));
        return switch (bytes * 8 % 6) {
            case 2 -> whole + last(TWO_BITS) + "==";
            case 4 -> whole + last(FOUR_BITS) + "=";
            default -> whole;
        };
    }

    private String last(String alphabet) {
        return draw(
                name + "_last",
                EphemeralRandomPassword.Builder.create(this, "last")
                        .length(1)
                        .upper(false)
                        .lower(false)
                        .numeric(false)
                        .overrideSpecial(alphabet));
    }

    private static String draw(String address, EphemeralRandomPassword.Builder builder) {
        EphemeralRandomPassword drawn = builder.build();
        drawn.overrideLogicalId(address);
        return drawn.getResult();
    }

    /** The value, as a reference. */
    String text() {
        return text;
    }
}
