package org.countersign.tenancy.access;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.access.SignInWay.Kind;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakUsers;

/**
 * How the caller signs in, and where they are signed in, as Keycloak knows it. Everybody for
 * themselves: whose it is, is never an argument. Keycloak is asked outside any transaction.
 *
 * <p>Apps and passkeys are removed on Keycloak's own page, which takes the strongest of them first;
 * a session of ours that somebody stole is not enough. A password, which Keycloak lets nobody
 * remove there, goes by {@link #removePassword}.
 */
@ApplicationScoped
public class OwnSignIn {

    private static final Map<String, Kind> KINDS =
            Map.of(
                    "password", Kind.PASSWORD,
                    "otp", Kind.APP,
                    "webauthn", Kind.PASSKEY,
                    "webauthn-passwordless", Kind.PASSKEY);

    @EJB OwnSessions books;
    @Inject KeycloakAdmin keycloak;

    /** The strongest first. */
    public List<SignInWay> ways() {
        var owner = books.owner();
        return ways(keycloak.usersForPage(owner.realm()), owner.person());
    }

    private static List<SignInWay> ways(KeycloakUsers users, String person) {
        return users.credentials(person).stream()
                .flatMap(credential -> way(credential).stream())
                .sorted(
                        Comparator.comparing(SignInWay::kind)
                                .reversed()
                                .thenComparing(SignInWay::since))
                .toList();
    }

    private static Optional<SignInWay> way(JsonObject credential) {
        return Optional.ofNullable(KINDS.get(credential.getString("type", "")))
                .map(
                        kind ->
                                new SignInWay(
                                        credential.getString("id"),
                                        kind,
                                        credential.getString("userLabel", ""),
                                        instant(credential, "createdDate")));
    }

    /**
     * From now on a passkey or a mailed code has to do. The person is told by mail.
     *
     * @throws NotFoundException for who has no password
     * @throws InvalidInputException when nothing would be left to sign in by
     * @throws org.countersign.platform.StrongerSignInException for a sign-in that is weaker than
     *     the strongest way the person has
     */
    public void removePassword(String language) {
        var owner = books.owner();
        var users = keycloak.usersForPage(owner.realm());
        var ways = ways(users, owner.person());
        var password =
                ways.stream()
                        .filter(way -> way.kind() == Kind.PASSWORD)
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("password"));
        books.mayRemove(ways.get(0).kind().strength()); // the strongest comes first
        boolean passkey = ways.stream().anyMatch(way -> way.kind() == Kind.PASSKEY);
        if (!passkey && !getsMail(users, owner.person())) {
            throw new InvalidInputException("way", "own_sign_in.refused.last");
        }
        users.removeCredential(owner.person(), password.id());
        books.passwordRemoved(language);
    }

    private static boolean getsMail(KeycloakUsers users, String person) {
        return users.find(person)
                .filter(user -> !user.getString("email", "").isEmpty())
                .isPresent();
    }

    /** The one in which the caller looks comes first, then the last used. */
    public List<SignInPlace> places() {
        var owner = books.owner();
        var browsers = books.browsers();
        return keycloak.usersForPage(owner.realm()).sessions(owner.person()).stream()
                .map(session -> place(session, owner, browsers))
                .sorted(
                        Comparator.comparing(SignInPlace::here)
                                .thenComparing(SignInPlace::lastSeen)
                                .reversed())
                .toList();
    }

    private static SignInPlace place(
            JsonObject session, OwnSessions.Owner owner, Map<String, String> browsers) {
        String id = session.getString("id");
        return new SignInPlace(
                id,
                browsers.getOrDefault(id, ""),
                session.getString("ipAddress", ""),
                instant(session, "start"),
                instant(session, "lastAccess"),
                id.equals(owner.session()),
                DeviceScopes.hasPart(session));
    }

    /**
     * Signs the caller out in one place: pages that are open there end within ten seconds.
     *
     * @throws NotFoundException for a session that is not the caller's, or over
     */
    public void signOut(String session) {
        if (places().stream().noneMatch(place -> place.id().equals(session))) {
            throw new NotFoundException("session");
        }
        end(List.of(session));
    }

    /**
     * Signs the caller out everywhere but here.
     *
     * @return in how many places
     */
    public int signOutElsewhere() {
        var others = places().stream().filter(place -> !place.here()).map(SignInPlace::id).toList();
        if (!others.isEmpty()) {
            end(others);
        }
        return others.size();
    }

    /** The books say so first: with Keycloak away nobody goes on there all the same. */
    private void end(List<String> sessions) {
        books.ended(sessions);
        var users = keycloak.usersForPage(books.owner().realm());
        sessions.forEach(users::endSession);
    }

    private static Instant instant(JsonObject from, String member) {
        return Instant.ofEpochMilli(from.getJsonNumber(member).longValue());
    }
}
