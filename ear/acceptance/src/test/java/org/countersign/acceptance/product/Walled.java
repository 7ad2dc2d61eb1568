package org.countersign.acceptance.product;

import jakarta.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.TestPeople.Somebody;

/**
 * A wall between a client of Harbour and a rival that is made for it, with people on both sides of
 * the question. It stands until it is closed: meanwhile staff for all clients see neither.
 */
public final class Walled implements AutoCloseable {

    private final Api owner = Api.as("harbour", "elise");
    private final String client;
    private final String rival;
    private final Somebody atTheRivals;
    private final Somebody atNeither;
    private String wall = "";

    /** The people, who see both clients until {@link #build}. */
    public Walled(String client) {
        this.client = client;
        String alias = "r" + UUID.randomUUID().toString().substring(0, 8);
        rival =
                Api.as("harbour", "mara")
                        .post(
                                "/api/v1/clients",
                                Json.createObjectBuilder()
                                        .add("alias", alias)
                                        .add("name", "Rival " + alias)
                                        .add(
                                                "domains",
                                                Json.createArrayBuilder().add(alias + ".test"))
                                        .build())
                        .expect(201)
                        .json()
                        .getString("id");
        atTheRivals = TestPeople.staff("harbour", "account_manager", true);
        TestPeople.assign(atTheRivals, rival);
        atNeither = TestPeople.staff("harbour", "account_manager", true);
    }

    public String rival() {
        return rival;
    }

    /** Staff for all clients who work for the rival. */
    public Somebody atTheRivals() {
        return atTheRivals;
    }

    /** Staff for all clients who work for neither of the two. */
    public Somebody atNeither() {
        return atNeither;
    }

    public void build() {
        wall =
                owner.post(
                                "/api/v1/walls",
                                Json.createObjectBuilder()
                                        .add("clientId", client)
                                        .add("rivalClientId", rival)
                                        .build())
                        .expect(201)
                        .json()
                        .getString("id");
    }

    @Override
    public void close() {
        end();
    }

    /** Takes the wall down, if it stands. */
    public void end() {
        if (!wall.isEmpty()) {
            owner.send("DELETE", "/api/v1/walls/" + wall, BodyPublishers.noBody(), Map.of())
                    .expect(204);
            wall = "";
        }
    }
}
