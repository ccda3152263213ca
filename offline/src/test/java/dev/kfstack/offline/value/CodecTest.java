package dev.kfstack.offline.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

class CodecTest {

    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll("values") Value value) {
        Value read = MessagePackCodec.decode(MessagePackCodec.encode(value));

        // a number that no machine type holds travels as text, and only its type says that it is one
        assertThat(numbersAsText(read)).isEqualTo(numbersAsText(value));
    }

    @Property(tries = 500)
    void whatIsWrittenAsJsonIsRead(@ForAll("knownValues") Value value) throws IOException {
        String json = JsonCodec.encode(value).toString();

        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        assertThat(JsonCodec.decode(mapper.readTree(json))).isEqualTo(value);
    }

    @Example
    void wholeNumbersOf64BitsAndHalvesAreNumbersOnTheWire() {
        for (String number : List.of("0", "-1", "18446744073709551615", "-9223372036854775808", "0.5", "1e3")) {
            Value value = new Value.Numeric(new BigDecimal(number));
            assertThat(MessagePackCodec.decode(MessagePackCodec.encode(value))).isEqualTo(value);
        }
    }

    @Example
    void numbersThatNoMachineTypeHoldsKeepAllDigits() {
        Value tenth = new Value.Numeric(new BigDecimal("0.1"));
        assertThat(MessagePackCodec.decode(MessagePackCodec.encode(tenth))).isEqualTo(Value.of("0.1"));
    }

    @Example
    void anUnknownValueOfWhichSomethingIsKnownIsUnknown() throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packArrayHeader(2);
            packer.packExtensionTypeHeader((byte) 12, 3).writePayload(new byte[] {1, 2, 3});
            packer.packString("next");

            assertThat(MessagePackCodec.decode(packer.toByteArray()))
                    .isEqualTo(Value.list(Value.Absent.UNKNOWN, Value.of("next")));
        }
    }

    @Example
    void anUnknownValueHasNoJson() {
        assertThatThrownBy(() -> JsonCodec.encode(Value.list(Value.Absent.UNKNOWN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an unknown value cannot be written as JSON");
    }

    @Provide
    Arbitrary<Value> values() {
        return nested(Arbitraries.oneOf(leaves(), Arbitraries.just(Value.Absent.UNKNOWN)), 3);
    }

    @Provide
    Arbitrary<Value> knownValues() {
        return nested(leaves(), 3);
    }

    private static Arbitrary<Value> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.just(Value.Absent.NULL),
                Arbitraries.of(true, false).map(Value::of),
                Arbitraries.strings().ofMaxLength(20).map(Value::of),
                Arbitraries.longs().map(Value::of),
                Arbitraries.bigDecimals().ofScale(5).map(Value.Numeric::new));
    }

    private static Arbitrary<Value> nested(Arbitrary<Value> leaves, int depth) {
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Value> inner = nested(leaves, depth - 1);
        return Arbitraries.oneOf(
                leaves,
                inner.list().ofMaxSize(4).map(Value::list),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(8), inner)
                        .ofMaxSize(4)
                        .map(Value::fields));
    }

    private static Value numbersAsText(Value value) {
        if (value instanceof Value.Sequence sequence) {
            return Value.list(
                    sequence.elements().stream().map(CodecTest::numbersAsText).toList());
        }
        if (value instanceof Value.Fields fields) {
            TreeMap<String, Value> entries = new TreeMap<>();
            fields.entries().forEach((name, inner) -> entries.put(name, numbersAsText(inner)));
            return new Value.Fields(entries);
        }
        return value instanceof Value.Numeric number ? Value.of(number.value().toString()) : value;
    }
}
