package dev.kfstack.offline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Values that look given by chance and are the same in every run, as they follow from what they belong to. */
public final class Digest {

    private Digest() {}

    /** So many hexadecimal digits, at most 64. */
    public static String hex(String of, int digits) {
        return HexFormat.of().formatHex(bytes(of)).substring(0, digits);
    }

    /** So many decimal digits, at most 60, the first of which is not 0. */
    public static String number(String of, int digits) {
        String all = new BigInteger(1, bytes(of)).add(BigInteger.TEN.pow(70)).toString();
        return "1" + all.substring(all.length() - digits + 1);
    }

    /** SHA-256 of a text. */
    public static byte[] bytes(String of) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
