package dev.kfstack.offline.plan;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Passes on what is written, and keeps it. */
final class HeardWriter extends FilterWriter {

    private final StringBuilder heard = new StringBuilder();

    HeardWriter(Writer to) {
        super(to);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        heard.append(text, offset, length);
        out.write(text, offset, length);
    }

    String heard() {
        return heard.toString();
    }
}
