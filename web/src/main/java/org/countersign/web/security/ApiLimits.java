package org.countersign.web.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.countersign.tenancy.access.ApiQuota;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much of the API one agency, and one person or program of it, may use on this node, told in
 * {@code RateLimit} headers (draft-ietf-httpapi-ratelimit-headers-11). So no agency can use up what
 * the others need, and nobody what their colleagues need.
 *
 * <p>Whoever has a good token is counted as that caller, wherever they ask from; only requests
 * without one are counted by the address they come from. So no stranger can use up what an agency's
 * people have.
 */
@ApplicationScoped
class ApiLimits {

    private static final String CALLER = "caller";
    private static final String AGENCY = "agency";
    private static final String AT_ONCE = "at-once";

    /** A customer of an IPv6 network has a /64 at least. */
    private static final int NETWORK_BYTES = 8;

    @Inject
    @ConfigProperty(name = "countersign.api.agency-per-minute", defaultValue = "3000")
    long agencyPerMinute;

    @Inject
    @ConfigProperty(name = "countersign.api.caller-per-minute", defaultValue = "600")
    long callerPerMinute;

    @Inject
    @ConfigProperty(name = "countersign.api.stranger-per-minute", defaultValue = "120")
    long strangerPerMinute;

    @Inject
    @ConfigProperty(name = "countersign.api.agency-at-once", defaultValue = "16")
    int agencyAtOnce;

    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private LongSupplier nanos = System::nanoTime;
    private final RequestBuckets agencies = new RequestBuckets();
    private final RequestBuckets callers = new RequestBuckets();
    private final RequestBuckets strangers = new RequestBuckets();
    private RequestQuota agencyQuota;
    private RequestQuota callerQuota;
    private RequestQuota strangerQuota;

    /**
     * The answer to one request's wish to be served.
     *
     * @param tightest the quota that leaves least
     * @param violated name of the quota that refuses, or empty
     */
    record Verdict(String policy, String tightest, long left, long seconds, String violated) {

        boolean granted() {
            return violated.isEmpty();
        }

        /** For how long to wait; never shorter than the window that {@code RateLimit} names. */
        long retryAfter() {
            return Math.max(1, seconds);
        }

        void writeHeaders(HttpServletResponse response) {
            response.setHeader("RateLimit-Policy", policy);
            response.setHeader(
                    "RateLimit", "\"" + tightest + "\";r=" + left + ";t=" + retryAfter());
        }

        void refuse(HttpServletResponse response, String path) throws IOException {
            response.setHeader("Retry-After", Long.toString(retryAfter()));
            Problems.tooMany(response, violated, path);
        }
    }

    @PostConstruct
    void read() {
        agencyQuota = RequestQuota.perMinute(AGENCY, agencyPerMinute);
        callerQuota = RequestQuota.perMinute(CALLER, callerPerMinute);
        strangerQuota = RequestQuota.perMinute("address", strangerPerMinute);
        if (agencyAtOnce < 1) {
            throw new IllegalStateException("countersign.api.agency-at-once must be at least 1");
        }
    }

    /** With the time of a test. */
    void read(LongSupplier time) {
        nanos = time;
        read();
    }

    /**
     * Counts a request whose token is good.
     *
     * @param own the agency's, where it is not the installation's
     */
    Verdict caller(String agencyId, String callerId, Optional<ApiQuota> own) {
        long now = nanos.getAsLong();
        var ofCaller = own.map(q -> RequestQuota.perMinute(CALLER, q.callerPerMinute()));
        var ofAgency = own.map(q -> RequestQuota.perMinute(AGENCY, q.agencyPerMinute()));
        var caller = callers.of(agencyId + " " + callerId, ofCaller.orElse(callerQuota), now);
        var agency = agencies.of(agencyId, ofAgency.orElse(agencyQuota), now);
        String violated = "";
        if (!caller.take(now)) {
            violated = CALLER;
        } else if (!agency.take(now)) {
            caller.giveBack();
            violated = AGENCY;
        }
        boolean agencyIsTighter =
                violated.equals(AGENCY)
                        || violated.isEmpty() && agency.left(now) < caller.left(now);
        var tightest = agencyIsTighter ? agency : caller;
        return new Verdict(
                policy(caller.quota(), agency.quota()),
                tightest.quota().name(),
                tightest.left(now),
                tightest.secondsToMore(now),
                violated);
    }

    /** Counts a request without a good token. */
    Verdict stranger(String agencyId, String address) {
        long now = nanos.getAsLong();
        var stranger = strangers.of(agencyId + " " + network(address), strangerQuota, now);
        boolean granted = stranger.take(now);
        return new Verdict(
                strangerQuota.policy(),
                strangerQuota.name(),
                stranger.left(now),
                stranger.secondsToMore(now),
                granted ? "" : strangerQuota.name());
    }

    /**
     * Begins the work on a caller's request, unless enough of the agency's are under way. Nobody
     * waits for a place: waiting would hold a thread that other agencies need.
     *
     * @return whether it began; then {@link #end} must follow
     */
    boolean begin(String agencyId) {
        var running = underWay.computeIfAbsent(agencyId, unknown -> new AtomicInteger());
        if (running.incrementAndGet() <= agencyAtOnce) {
            return true;
        }
        running.decrementAndGet();
        return false;
    }

    void end(String agencyId) {
        underWay.get(agencyId).decrementAndGet();
    }

    /** What is told to whom {@link #begin} refused. */
    Verdict tooManyAtOnce() {
        return new Verdict(policy(callerQuota, agencyQuota), AT_ONCE, 0, 1, AT_ONCE);
    }

    private String policy(RequestQuota caller, RequestQuota agency) {
        return "%s, %s, \"%s\";q=%d;qu=\"concurrent-requests\""
                .formatted(caller.policy(), agency.policy(), AT_ONCE, agencyAtOnce);
    }

    /** Of an IPv6 address the part that one customer cannot change at will. */
    static String network(String address) {
        try {
            byte[] bytes = TrustedProxies.literal(address);
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }
}
