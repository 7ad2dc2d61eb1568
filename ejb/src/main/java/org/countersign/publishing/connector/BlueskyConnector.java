package org.countersign.publishing.connector;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.countersign.content.limits.Limit;
import org.countersign.content.limits.Network;
import org.countersign.content.limits.NetworkLimits;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.outbound.Gate;
import org.countersign.platform.outbound.GuardedClient;
import org.countersign.platform.outbound.OutboundAnswer;
import org.countersign.platform.outbound.OutboundException;
import org.countersign.platform.outbound.OutboundLimits;
import org.countersign.platform.outbound.OutboundRequest;

/**
 * Bluesky, by XRPC to the account's own server.
 *
 * <p>Exactly once: the record's key is fixed beforehand and written with putRecord, which makes no
 * second record and no second commit for the same key and bytes.
 */
public final class BlueskyConnector implements Connector {

    private static final OutboundLimits LIMITS =
            new OutboundLimits(1024 * 1024, Duration.ofSeconds(30));
    private static final long LARGEST_IMAGE =
            NetworkLimits.limits(Network.BLUESKY).stream()
                    .filter(limit -> limit.subject() == Limit.Subject.IMAGE_FILE)
                    .mapToLong(Limit::value)
                    .min()
                    .orElseThrow();

    /** The scope of a session that the account's own password opened. */
    private static final String WHOLE_ACCOUNT = "com.atproto.access";

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final GuardedClient client;
    private final Clock clock;

    public BlueskyConnector(GuardedClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public String network() {
        return "bluesky";
    }

    @Override
    public String newRecordKey(Instant now) {
        return RecordKey.at(now);
    }

    @Override
    public Connection connect(ChannelAccess access) {
        try {
            Session session = open(access);
            String scopes = scopes(session.token());
            if (scopes.equals(WHOLE_ACCOUNT)) {
                return new Refused(Refused.Reason.MAIN_PASSWORD, "the account's own password");
            }
            return new Connected(session.account(), session.handle(), scopes);
        } catch (Failed e) {
            return e.refused != null ? e.refused : e.later;
        }
    }

    @Override
    public PublishResult publish(ApprovedVariant variant, ChannelAccess access, Gate gate) {
        try {
            BlueskyRecord content = read(variant, access);
            List<byte[]> media = media(content, variant);
            Session session = open(access);
            List<JsonObject> blobs = new ArrayList<>();
            for (int i = 0; i < media.size(); i++) {
                String type = content.images().get(i).mediaType();
                blobs.add(upload(media.get(i), type, session, access, gate));
            }
            return put(variant, content.toJson(variant.createdAt(), blobs), session, access, gate);
        } catch (Failed e) {
            return e.refused != null ? e.refused : e.later;
        }
    }

    @Override
    public Settlement settle(ApprovedVariant variant, ChannelAccess access) {
        try {
            BlueskyRecord content = read(variant, access);
            OutboundAnswer answer =
                    client.send(request(readUrl(access, variant.recordKey())), Gate.NONE);
            JsonObject body = json(answer).orElse(JsonObject.EMPTY_JSON_OBJECT);
            if (answer.status() == 200 && body.get("value") instanceof JsonObject record) {
                String uri = body.getString("uri", "");
                String cid = body.getString("cid", "");
                return content.sameAs(record, variant.createdAt())
                        ? published(uri, cid, variant.recordKey(), access)
                        : new Different(uri, cid);
            }
            if (error(body).equals("RecordNotFound")) {
                return new Absent();
            }
            return new Unknown(described(answer, body));
        } catch (OutboundException e) {
            return new Unknown(e.getMessage());
        } catch (Failed e) {
            return new Unknown(e.getMessage());
        }
    }

    @Override
    public Removal remove(String recordKey, ChannelAccess access, Gate gate) {
        try {
            Session session = open(access);
            JsonObject body =
                    Json.createObjectBuilder()
                            .add("repo", access.account())
                            .add("collection", BlueskyRecord.COLLECTION)
                            .add("rkey", recordKey)
                            .build();
            OutboundAnswer answer;
            try {
                answer =
                        client.send(
                                OutboundRequest.post(
                                                at(access, "com.atproto.repo.deleteRecord"), body)
                                        .bearer(session.token())
                                        .within(LIMITS),
                                gate);
            } catch (OutboundException e) {
                if (e.mayHaveArrived()) {
                    return new Unknown(e.getMessage());
                }
                throw unsent(e);
            }
            if (answer.status() == 200) {
                return new Removed();
            }
            JsonObject said = json(answer).orElse(JsonObject.EMPTY_JSON_OBJECT);
            if (answer.status() >= 500) {
                return new Unknown(described(answer, said));
            }
            throw failed(answer, said);
        } catch (Failed e) {
            return e.refused != null ? e.refused : e.later;
        }
    }

    private static BlueskyRecord read(ApprovedVariant variant, ChannelAccess access) throws Failed {
        try {
            BlueskyRecord content = BlueskyRecord.read(variant.canonical());
            if (!content.account().equals(access.account())) {
                throw new Failed(
                        new Refused(
                                Refused.Reason.OTHER_ACCOUNT, "approved for " + content.account()));
            }
            return content;
        } catch (IllegalArgumentException e) {
            throw new Failed(new Refused(Refused.Reason.UNSUPPORTED, e.getMessage()));
        }
    }

    /** All media, hashed again, before anything is sent. */
    private static List<byte[]> media(BlueskyRecord content, ApprovedVariant variant)
            throws Failed {
        List<byte[]> media = new ArrayList<>();
        for (BlueskyRecord.Image image : content.images()) {
            byte[] bytes = variant.media().bytes(image.sha256());
            if (bytes == null
                    || !CanonicalJson.hex(CanonicalJson.sha256(bytes)).equals(image.sha256())) {
                throw new Failed(
                        new Refused(
                                Refused.Reason.MEDIA_DIFFER,
                                "not stored as approved: image " + image.sha256()));
            }
            // the server hangs up on much larger ones before it says why
            if (bytes.length > LARGEST_IMAGE) {
                throw new Failed(
                        new Refused(
                                Refused.Reason.TOO_LARGE,
                                bytes.length + " bytes, at most " + LARGEST_IMAGE));
            }
            media.add(bytes);
        }
        return media;
    }

    private Session open(ChannelAccess access) throws Failed {
        boolean known = !access.account().isEmpty();
        JsonObject credentials =
                Json.createObjectBuilder()
                        .add("identifier", known ? access.account() : access.handle())
                        .add("password", access.secret())
                        .build();
        OutboundAnswer answer;
        try {
            answer =
                    client.send(
                            OutboundRequest.post(
                                            at(access, "com.atproto.server.createSession"),
                                            credentials)
                                    .within(LIMITS),
                            Gate.NONE);
        } catch (OutboundException e) {
            throw unsent(e);
        }
        JsonObject body = json(answer).orElse(JsonObject.EMPTY_JSON_OBJECT);
        if (answer.status() != 200) {
            throw failed(answer, body);
        }
        String token = body.getString("accessJwt", "");
        String account = body.getString("did", "");
        if (!body.getBoolean("active", true)) {
            throw new Failed(
                    new Refused(
                            Refused.Reason.ACCOUNT_CLOSED, body.getString("status", "inactive")));
        }
        if (token.isEmpty() || account.isEmpty() || known && !account.equals(access.account())) {
            throw new Failed(
                    new Refused(Refused.Reason.OTHER_ACCOUNT, "the secret opens " + account));
        }
        return new Session(token, account, body.getString("handle", access.handle()));
    }

    /** The token says what it allows; one that cannot be read says nothing. */
    private static String scopes(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return "";
        }
        try (JsonReader reader =
                Json.createReader(
                        new StringReader(
                                new String(
                                        Base64.getUrlDecoder().decode(parts[1]),
                                        StandardCharsets.UTF_8)))) {
            return reader.readObject().getString("scope", "");
        } catch (JsonException | IllegalArgumentException | ClassCastException e) {
            return "";
        }
    }

    private JsonObject upload(
            byte[] bytes, String type, Session session, ChannelAccess access, Gate gate)
            throws Failed {
        OutboundAnswer answer;
        try {
            answer =
                    client.send(
                            OutboundRequest.post(
                                            at(access, "com.atproto.repo.uploadBlob"), type, bytes)
                                    .bearer(session.token())
                                    .within(LIMITS),
                            gate);
        } catch (OutboundException e) {
            // a blob that no record names is seen by nobody
            throw unsent(e);
        }
        JsonObject body = json(answer).orElse(JsonObject.EMPTY_JSON_OBJECT);
        if (answer.status() != 200 || !(body.get("blob") instanceof JsonObject blob)) {
            throw failed(answer, body);
        }
        String expected = BlobLink.of(CanonicalJson.sha256(bytes));
        if (!(blob.get("ref") instanceof JsonObject ref)
                || !expected.equals(ref.getString("$link", ""))) {
            throw new Failed(
                    new Refused(
                            Refused.Reason.MEDIA_DIFFER,
                            "the server stored other bytes than sent"));
        }
        return blob;
    }

    private PublishResult put(
            ApprovedVariant variant,
            JsonObject post,
            Session session,
            ChannelAccess access,
            Gate gate)
            throws Failed {
        JsonObject body =
                Json.createObjectBuilder()
                        .add("repo", access.account())
                        .add("collection", BlueskyRecord.COLLECTION)
                        .add("rkey", variant.recordKey())
                        .add("validate", true)
                        .add("record", post)
                        .build();
        OutboundAnswer answer;
        try {
            answer =
                    client.send(
                            OutboundRequest.post(at(access, "com.atproto.repo.putRecord"), body)
                                    .bearer(session.token())
                                    .within(LIMITS),
                            gate);
        } catch (OutboundException e) {
            if (e.mayHaveArrived()) {
                return new Unknown(e.getMessage());
            }
            throw unsent(e);
        }
        JsonObject said = json(answer).orElse(JsonObject.EMPTY_JSON_OBJECT);
        String uri = said.getString("uri", "");
        if (answer.status() == 200 && uri.equals(uri(access, variant.recordKey()))) {
            return published(uri, said.getString("cid", ""), variant.recordKey(), access);
        }
        if (answer.status() < 400 || answer.status() >= 500) {
            return new Unknown(described(answer, said));
        }
        throw failed(answer, said);
    }

    /** Of a call that cannot have published anything. */
    private Failed unsent(OutboundException e) {
        if (e.kind() == OutboundException.Kind.FORBIDDEN) {
            return new Failed(new Refused(Refused.Reason.FORBIDDEN_TARGET, e.getMessage()));
        }
        return new Failed(new RetryLater(clock.instant().plus(PAUSE), e.getMessage()));
    }

    private Failed failed(OutboundAnswer answer, JsonObject body) {
        String described = described(answer, body);
        String error = error(body);
        if (answer.status() == 429) {
            return new Failed(new RetryLater(reset(answer), described));
        }
        if (answer.status() >= 500
                || answer.status() < 400
                || error.equals("InvalidToken")
                || error.equals("ExpiredToken")) {
            return new Failed(new RetryLater(clock.instant().plus(PAUSE), described));
        }
        Refused.Reason reason =
                switch (error) {
                    case "AccountTakedown",
                            "AccountSuspended",
                            "AccountDeactivated",
                            "RepoTakendown" ->
                            Refused.Reason.ACCOUNT_CLOSED;
                    case "AuthenticationRequired", "AuthMissing", "AuthFactorTokenRequired" ->
                            Refused.Reason.CREDENTIALS;
                    case "PayloadTooLarge", "BlobTooLarge" -> Refused.Reason.TOO_LARGE;
                    default ->
                            switch (answer.status()) {
                                case 401, 403 -> Refused.Reason.CREDENTIALS;
                                case 413 -> Refused.Reason.TOO_LARGE;
                                default -> Refused.Reason.CONTENT;
                            };
                };
        return new Failed(new Refused(reason, described));
    }

    /** When the server lets us in again; it says so in seconds since 1970. */
    private Instant reset(OutboundAnswer answer) {
        Instant now = clock.instant();
        Instant said = now.plus(PAUSE);
        try {
            String reset = answer.header("ratelimit-reset").orElse("");
            if (!reset.isBlank()) {
                said = Instant.ofEpochSecond(Long.parseLong(reset.strip()));
            }
        } catch (NumberFormatException | DateTimeException e) {
            said = now.plus(PAUSE);
        }
        if (said.isAfter(now.plus(LONGEST_PAUSE))) {
            return now.plus(LONGEST_PAUSE);
        }
        return said.isBefore(now.plusSeconds(1)) ? now.plusSeconds(1) : said;
    }

    private static Published published(
            String uri, String cid, String recordKey, ChannelAccess access) {
        return new Published(uri, cid, publicUrl(recordKey, access));
    }

    /**
     * A template wins; else the network's site; a server by plain http is a private one that no
     * site shows, so there the post is read from the server itself.
     */
    private static String publicUrl(String recordKey, ChannelAccess access) {
        if (!access.publicUrl().isEmpty()) {
            return access.publicUrl()
                    .replace("{handle}", access.handle())
                    .replace("{account}", access.account())
                    .replace("{key}", recordKey);
        }
        return "https".equalsIgnoreCase(access.serviceUrl().getScheme())
                ? "https://bsky.app/profile/" + access.handle() + "/post/" + recordKey
                : readUrl(access, recordKey).toString();
    }

    private static URI readUrl(ChannelAccess access, String recordKey) {
        return URI.create(
                at(access, "com.atproto.repo.getRecord")
                        + "?repo="
                        + URLEncoder.encode(access.account(), StandardCharsets.UTF_8)
                        + "&collection="
                        + BlueskyRecord.COLLECTION
                        + "&rkey="
                        + URLEncoder.encode(recordKey, StandardCharsets.UTF_8));
    }

    private static OutboundRequest request(URI uri) {
        return OutboundRequest.get(uri).within(LIMITS);
    }

    private static URI at(ChannelAccess access, String call) {
        String base = access.serviceUrl().toString().replaceFirst("/+$", "");
        return URI.create(base + "/xrpc/" + call);
    }

    private static String uri(ChannelAccess access, String recordKey) {
        return "at://" + access.account() + "/" + BlueskyRecord.COLLECTION + "/" + recordKey;
    }

    private static Optional<JsonObject> json(OutboundAnswer answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static String error(JsonObject body) {
        return body.getString("error", "");
    }

    private static String described(OutboundAnswer answer, JsonObject body) {
        String message = error(body) + " " + body.getString("message", "");
        String described = answer.status() + " " + message.strip();
        return described.length() > 500 ? described.substring(0, 500) : described;
    }

    private record Session(String token, String account, String handle) {}

    /** Ends a try that certainly published nothing. */
    private static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Refused refused;
        private final transient RetryLater later;

        Failed(Refused refused) {
            super(refused.message(), null, false, false);
            this.refused = refused;
            this.later = null;
        }

        Failed(RetryLater later) {
            super(later.cause(), null, false, false);
            this.refused = null;
            this.later = later;
        }
    }
}
