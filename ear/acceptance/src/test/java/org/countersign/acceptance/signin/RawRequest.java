package org.countersign.acceptance.signin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** A request as a careful HTTP client would never send it: line by line. */
final class RawRequest {

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI server;
    private final StringBuilder text = new StringBuilder();

    private RawRequest(URI server) {
        this.server = server;
    }

    static RawRequest to(URI server) {
        return new RawRequest(server);
    }

    RawRequest line(String line) {
        text.append(line).append("\r\n");
        return this;
    }

    RawRequest lines(String... lines) {
        for (String line : lines) {
            line(line);
        }
        return this;
    }

    /** Everything that comes back until the server closes. */
    String answer() throws IOException {
        line("Connection: close").line("");
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    int status() throws IOException {
        return Integer.parseInt(answer().split(" ", 3)[1]);
    }
}
