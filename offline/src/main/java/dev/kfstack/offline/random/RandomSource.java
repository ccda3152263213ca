package dev.kfstack.offline.random;

import dev.kfstack.offline.provider.Cloud;
import dev.kfstack.offline.provider.Digest;
import dev.kfstack.offline.schema.Behaviour;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.ProviderSchema;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.World;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The random provider. Its results follow from the arguments, so that a run can be repeated: two resources of equal
 * arguments get equal results, where keepers do not tell them apart.
 */
public final class RandomSource implements Cloud {

    private static final String VERSION = "3.9.0";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String NUMERIC = "0123456789";
    private static final String SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

    private static final Map<String, Value> PASSWORD_DEFAULTS = Map.of(
            "lower", Value.of(true),
            "upper", Value.of(true),
            "numeric", Value.of(true),
            "special", Value.of(true),
            "min_lower", Value.of(0),
            "min_upper", Value.of(0),
            "min_numeric", Value.of(0),
            "min_special", Value.of(0));

    private final ProviderSchema schema = replacing(ProviderSchema.read("random", VERSION));

    @Override
    public ProviderSchema schema() {
        return schema;
    }

    @Override
    public String id(String type, Value.Fields resource, World world) {
        return switch (type) {
            case "random_id" -> base64Url(bytes(resource));
            case "random_password" -> "none";
            default -> Digest.hex(type + resource, 16);
        };
    }

    @Override
    public Value computed(Identity identity, String path, Block.Attribute attribute, Value.Fields resource) {
        String prefix = resource.get("prefix").text();
        return switch (path) {
            case "b64_std" -> Value.of(prefix + Base64.getEncoder().encodeToString(bytes(resource)));
            case "b64_url" -> Value.of(prefix + base64Url(bytes(resource)));
            case "hex" -> Value.of(prefix + HexFormat.of().formatHex(bytes(resource)));
            case "dec" -> Value.of(prefix + new BigInteger(1, bytes(resource)));
            case "result" -> Value.of(password(resource));
            case "bcrypt_hash" -> Value.of("$2a$10$" + password(resource.with("length", Value.of(53))));
            default -> Value.Absent.NULL;
        };
    }

    @Override
    public boolean unique(String type) {
        return false;
    }

    @Override
    public String alreadyExists(Identity identity) {
        return identity + " already exists";
    }

    @Override
    public String notFound(Identity identity) {
        return identity + " does not exist";
    }

    @Override
    public Optional<String> imported(String type, String id, Value provider) {
        return Optional.of(id);
    }

    @Override
    public List<String> importForms(String type) {
        return List.of("{id}");
    }

    @Override
    public Value.Fields open(String type, Value.Fields config, Value provider, World world) {
        TreeMap<String, Value> opened = new TreeMap<>(config.entries());
        PASSWORD_DEFAULTS.forEach(
                (name, value) -> opened.merge(name, value, (old, other) -> old.isNull() ? other : old));
        opened.put("result", Value.of(password(config)));
        opened.put("bcrypt_hash", Value.of("$2a$10$" + password(config.with("length", Value.of(53)))));
        return new Value.Fields(opened);
    }

    private static byte[] bytes(Value.Fields resource) {
        int length = Math.max(1, Integer.parseInt(resource.get("byte_length").text()));
        return Arrays.copyOf(Digest.bytes(resource.get("keepers") + " " + length), length);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String password(Value.Fields config) {
        int length = Integer.parseInt(config.get("length").text());
        String letters = letters(config);
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int letter = Digest.bytes(config.get("keepers") + " " + length + " " + i)[0] & 0xff;
            password.append(letters.charAt(letter % letters.length()));
        }
        return password.toString();
    }

    private static String letters(Value.Fields config) {
        StringBuilder letters = new StringBuilder();
        if (wanted(config, "lower")) {
            letters.append(LOWER);
        }
        if (wanted(config, "upper")) {
            letters.append(LOWER.toUpperCase(Locale.ROOT));
        }
        if (wanted(config, "numeric")) {
            letters.append(NUMERIC);
        }
        if (wanted(config, "special")) {
            Value override = config.get("override_special");
            letters.append(override.isNull() ? SPECIAL : override.text());
        }
        return letters.toString();
    }

    private static boolean wanted(Value.Fields config, String flag) {
        return !config.get(flag).equals(Value.of(false));
    }

    /** No table says so: every argument of the random resources replaces them. */
    private static ProviderSchema replacing(ProviderSchema schema) {
        TreeMap<String, ProviderSchema.Resource> resources = new TreeMap<>();
        schema.resources().forEach((type, resource) -> {
            TreeMap<String, Behaviour.Rules> rules = new TreeMap<>();
            resource.block().attributes().forEach((name, attribute) -> {
                if (attribute.settable()) {
                    Value value = type.equals("random_password")
                            ? PASSWORD_DEFAULTS.getOrDefault(name, Value.Absent.NULL)
                            : Value.Absent.NULL;
                    rules.put(name, Behaviour.Rules.replacing(value));
                }
            });
            resources.put(
                    type,
                    new ProviderSchema.Resource(
                            resource.version(), resource.block(), new Behaviour(true, false, rules)));
        });
        return new ProviderSchema(
                schema.name(),
                schema.version(),
                schema.provider(),
                resources,
                schema.dataSources(),
                schema.ephemeralResources(),
                schema.note());
    }
}
