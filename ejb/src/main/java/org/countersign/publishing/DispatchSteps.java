package org.countersign.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.content.VariantContent;
import org.countersign.platform.Database;
import org.countersign.platform.Secrets;
import org.countersign.publishing.connector.Absent;
import org.countersign.publishing.connector.ChannelAccess;
import org.countersign.publishing.connector.Different;
import org.countersign.publishing.connector.PublishResult;
import org.countersign.publishing.connector.Published;
import org.countersign.publishing.connector.Refused;
import org.countersign.publishing.connector.RetryLater;
import org.countersign.publishing.connector.Settlement;
import org.countersign.publishing.connector.Unknown;
import org.countersign.safety.Screener;
import org.countersign.safety.ScreeningView;
import org.countersign.safety.matching.Verdict;

/**
 * What the dispatcher writes before and after a try; each in a transaction of the publication's
 * agency. The publication is locked first, the chain's head last.
 */
@ApplicationScoped
class DispatchSteps {

    /** A try that said nothing for so long is looked at again; longer than all calls of one try. */
    private static final Duration LEASE = Duration.ofMinutes(6);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final int TRIES_MAX = 8;

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @Inject Database database;
    @Inject Secrets secrets;
    @Inject Screener screener;

    private record Stored(
            byte[] canonical,
            byte[] digest,
            String network,
            ChannelAccess access,
            boolean connected,
            Optional<UUID> appId) {}

    /** Takes the publication's next step; what is left to do on the network, if anything. */
    Optional<Attempt> begin(UUID id) {
        Publication publication =
                entities.find(Publication.class, id, LockModeType.PESSIMISTIC_WRITE);
        Instant now = database.now();
        switch (publication.state()) {
            case SCHEDULED -> {
                Stored stored = stored(id);
                if (mayGo(publication, stored, now)) {
                    publication.dispatch(now.plus(LEASE));
                    return Optional.of(attempt(publication, stored, false));
                }
                return Optional.empty();
            }
            case DISPATCHING -> {
                publication.unknown("lost", now.plus(FIRST_PAUSE));
                return Optional.of(attempt(publication, stored(id), true));
            }
            case UNKNOWN -> {
                return Optional.of(attempt(publication, stored(id), true));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private boolean mayGo(Publication publication, Stored stored, Instant now) {
        if (!now.isBefore(publication.windowTo())) {
            publication.expired();
            return false;
        }
        if (isHeld(publication.id())) {
            publication.held("held");
            return false;
        }
        if (!stored.connected()) {
            publication.held(Publication.NOT_CONNECTED);
            return false;
        }
        if (blocked(publication, stored)) {
            publication.held(Publication.HELD_BY_RULE);
            return false;
        }
        return true;
    }

    /** A policy that changed since the screening is asked again, with the stored bytes (G7). */
    private boolean blocked(Publication publication, Stored stored) {
        ScreeningView screening = screener.newest(publication.channelId(), stored.digest());
        if (screener.outdated(publication.channelId(), screening)) {
            VariantContent content = VariantContent.read(stored.canonical());
            screening =
                    screener.screenAndKeep(
                            publication.channelId(),
                            stored.digest(),
                            new Screener.Surfaces(
                                    content.text(),
                                    content.media().stream()
                                            .map(VariantContent.Medium::alt)
                                            .toList()));
        }
        return screening.verdict() == Verdict.BLOCK;
    }

    /** How a try ended. */
    void finish(UUID id, PublishResult result) {
        Publication publication =
                entities.find(Publication.class, id, LockModeType.PESSIMISTIC_WRITE);
        Instant now = database.now();
        if (result instanceof Published published) {
            published(publication, published, now);
        } else if (result instanceof Refused refused) {
            publication.failed(refused.reason().name().toLowerCase(Locale.ROOT));
            channelFailed(publication.channelId(), refused);
        } else if (result instanceof RetryLater later) {
            retry(publication, later, now);
        } else if (result instanceof Unknown) {
            publication.unknown("lost", now.plus(pause(publication)));
        }
    }

    /** What reading the network said of a try whose end nobody saw. */
    void settle(UUID id, Settlement settlement) {
        Publication publication =
                entities.find(Publication.class, id, LockModeType.PESSIMISTIC_WRITE);
        Instant now = database.now();
        if (settlement instanceof Published published) {
            published(publication, published, now);
        } else if (settlement instanceof Absent) {
            if (now.isBefore(publication.windowTo())) {
                publication.retry("absent", now);
            } else {
                publication.expired();
            }
        } else if (settlement instanceof Different) {
            publication.failed("different");
        } else {
            publication.unknown("lost", now.plus(pause(publication)));
        }
    }

    /** The budget is empty: nothing was sent, and it is no try that failed. */
    void wait(UUID id, Instant until) {
        Publication publication =
                entities.find(Publication.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (publication.state() != Publication.State.DISPATCHING) {
            return;
        }
        if (until.isBefore(publication.windowTo())) {
            publication.defer("budget", until);
        } else {
            publication.expired();
        }
    }

    /** The gate said no: nothing was sent. */
    void refused(UUID id, String reason) {
        Publication publication =
                entities.find(Publication.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (publication.state() != Publication.State.DISPATCHING) {
            return;
        }
        if ("window".equals(reason)) {
            publication.expired();
        } else {
            publication.held(reason);
        }
    }

    private void published(Publication publication, Published published, Instant now) {
        publication.published(published.uri(), published.cid(), published.publicUrl(), now);
        database.update(
                "update channel set last_success = ?, failure = null where id = ?",
                now,
                publication.channelId());
    }

    private void retry(Publication publication, RetryLater later, Instant now) {
        Instant then =
                later.notBefore().isAfter(now) ? later.notBefore() : now.plus(pause(publication));
        if (!then.isBefore(publication.windowTo())) {
            publication.expired();
        } else if (publication.attempts() >= TRIES_MAX) {
            publication.failed("tries");
        } else {
            publication.retry("later", then);
        }
    }

    private static Duration pause(Publication publication) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(publication.attempts(), TRIES_MAX));
    }

    private void channelFailed(UUID channelId, Refused refused) {
        boolean ofChannel =
                switch (refused.reason()) {
                    case CREDENTIALS,
                            MAIN_PASSWORD,
                            ACCOUNT_CLOSED,
                            OTHER_ACCOUNT,
                            FORBIDDEN_TARGET ->
                            true;
                    case CONTENT, TOO_LARGE, MEDIA_DIFFER, UNSUPPORTED -> false;
                };
        if (ofChannel) {
            database.update(
                    "update channel set last_failure = db_now(), failure = ? where id = ?",
                    refused.reason().name().toLowerCase(Locale.ROOT),
                    channelId);
        }
    }

    private boolean isHeld(UUID id) {
        return database.first(
                        "select publication_held(agency_id, id) from publication where id = ?",
                        row -> row.flag(1),
                        id)
                .orElseThrow();
    }

    private Stored stored(UUID id) {
        return database.first(
                        """
                        select v.canonical, x.digest, h.network, h.service_url, h.account, h.handle, h.credential,
                               h.public_url, h.id, h.app_id
                        from publication x
                        join variant v on v.agency_id = x.agency_id and v.revision_id = x.revision_id
                                      and v.channel_id = x.channel_id and v.digest = x.digest
                        join channel h on h.agency_id = x.agency_id and h.id = x.channel_id
                        where x.id = ?""",
                        row -> {
                            byte[] credential = row.bytes(7);
                            String secret =
                                    credential == null
                                            ? ""
                                            : secrets.open(credential, row.uuid(9).toString());
                            return new Stored(
                                    Attempt.requireDigest(row.bytes(1), row.bytes(2)),
                                    row.bytes(2),
                                    row.text(3),
                                    new ChannelAccess(
                                            URI.create(row.text(4)),
                                            row.text(5),
                                            row.text(6),
                                            secret,
                                            row.text(8)),
                                    credential != null,
                                    Optional.ofNullable(row.uuid(10)));
                        },
                        id)
                .orElseThrow();
    }

    private Attempt attempt(Publication publication, Stored stored, boolean settle) {
        Map<String, byte[]> media = new HashMap<>();
        VariantContent.read(stored.canonical())
                .media()
                .forEach(
                        m ->
                                database.first(
                                                """
                                                select a.bytes from asset a
                                                join variant_asset va on va.agency_id = a.agency_id
                                                 and va.client_id = a.client_id and va.sha256 = a.sha256
                                                where a.sha256 = decode(?, 'hex') limit 1""",
                                                row -> row.bytes(1),
                                                m.sha256())
                                        .ifPresent(bytes -> media.put(m.sha256(), bytes)));
        return new Attempt(
                publication.id(),
                stored.network(),
                settle,
                stored.canonical(),
                media,
                publication.recordKey(),
                publication.stampedAt(),
                stored.access(),
                stored.appId());
    }
}
