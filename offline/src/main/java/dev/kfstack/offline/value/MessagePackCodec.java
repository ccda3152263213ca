package dev.kfstack.offline.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * The form in which values travel between terraform and a provider: MessagePack, where an extension of any type stands for
 * an unknown value and a string may stand for a number that no machine type holds.
 */
public final class MessagePackCodec {

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UNSIGNED_LONG_MAX =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private MessagePackCodec() {}

    /** Reads one value. What terraform says of an unknown value beside that (not null, a prefix, bounds) is dropped. */
    public static Value decode(byte[] bytes) {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            return read(unpacker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] encode(Value value) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            write(packer, value);
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Value read(MessageUnpacker unpacker) throws IOException {
        MessageFormat format = unpacker.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                yield Value.Absent.NULL;
            }
            case BOOLEAN -> Value.of(unpacker.unpackBoolean());
            case INTEGER -> new Value.Numeric(new BigDecimal(unpacker.unpackBigInteger()));
            case FLOAT -> new Value.Numeric(new BigDecimal(unpacker.unpackDouble()));
            case STRING -> new Value.Text(unpacker.unpackString());
            case BINARY -> new Value.Text(new String(unpacker.readPayload(unpacker.unpackBinaryHeader()), UTF_8));
            case ARRAY -> {
                int size = unpacker.unpackArrayHeader();
                List<Value> elements = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    elements.add(read(unpacker));
                }
                yield new Value.Sequence(elements);
            }
            case MAP -> {
                int size = unpacker.unpackMapHeader();
                TreeMap<String, Value> entries = new TreeMap<>();
                for (int i = 0; i < size; i++) {
                    entries.put(unpacker.unpackString(), read(unpacker));
                }
                yield new Value.Fields(entries);
            }
            case EXTENSION -> {
                ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
                unpacker.readPayload(header.getLength());
                yield Value.Absent.UNKNOWN;
            }
        };
    }

    private static void write(MessageBufferPacker packer, Value value) throws IOException {
        if (value.isNull()) {
            packer.packNil();
        } else if (value.isUnknown()) {
            packer.packExtensionTypeHeader((byte) 0, 1).writePayload(new byte[1]);
        } else if (value instanceof Value.Bool bool) {
            packer.packBoolean(bool.value());
        } else if (value instanceof Value.Numeric number) {
            writeNumber(packer, number.value());
        } else if (value instanceof Value.Text text) {
            packer.packString(text.value());
        } else if (value instanceof Value.Sequence sequence) {
            packer.packArrayHeader(sequence.elements().size());
            for (Value element : sequence.elements()) {
                write(packer, element);
            }
        } else if (value instanceof Value.Fields fields) {
            packer.packMapHeader(fields.entries().size());
            for (Map.Entry<String, Value> entry : fields.entries().entrySet()) {
                packer.packString(entry.getKey());
                write(packer, entry.getValue());
            }
        }
    }

    private static void writeNumber(MessageBufferPacker packer, BigDecimal number) throws IOException {
        if (number.scale() <= 0 && number.precision() - number.scale() <= 20) {
            BigInteger whole = number.toBigIntegerExact();
            if (whole.compareTo(LONG_MIN) >= 0 && whole.compareTo(UNSIGNED_LONG_MAX) <= 0) {
                packer.packBigInteger(whole);
                return;
            }
        }
        double rounded = number.doubleValue();
        if (Double.isFinite(rounded) && new BigDecimal(rounded).compareTo(number) == 0) {
            packer.packDouble(rounded);
        } else {
            packer.packString(number.toString());
        }
    }
}
