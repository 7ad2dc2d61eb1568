package org.countersign.tenancy.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out tokens and gives the answers it was told to, in order, over real HTTP. */
final class FakeKeycloak implements AutoCloseable {

    record Asked(String method, String pathAndQuery, String authorization, String body) {}

    private record Answer(int status, String body, String location) {}

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeKeycloak() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeKeycloak answers(int status, String body) {
        return answers(status, body, null);
    }

    FakeKeycloak answers(int status, String body, String location) {
        synchronized (answers) {
            answers.add(new Answer(status, body, location));
        }
        return this;
    }

    /** What was asked of the administration; asking for tokens is not in it. */
    List<Asked> asked() {
        return asked;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            Answer answer;
            if (path.equals("/realms/master/protocol/openid-connect/token")) {
                answer =
                        body.contains("client_secret=s%20cret")
                                ? new Answer(
                                        200,
                                        "{\"access_token\":\"t%d\",\"expires_in\":60}"
                                                .formatted(tokens.incrementAndGet()),
                                        null)
                                : new Answer(401, "{\"error\":\"unauthorized_client\"}", null);
            } else {
                asked.add(
                        new Asked(
                                exchange.getRequestMethod(),
                                path,
                                exchange.getRequestHeaders().getFirst("Authorization"),
                                body));
                synchronized (answers) {
                    answer = answers.remove();
                }
            }
            if (answer.location() != null) {
                exchange.getResponseHeaders().set("Location", answer.location());
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
