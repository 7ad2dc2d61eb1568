package org.countersign.publishing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.publishing.connector.ChannelAccess;
import org.countersign.publishing.connector.Connected;
import org.countersign.publishing.connector.Connection;
import org.countersign.publishing.connector.Refused;

/**
 * Connects accounts and looks whether they still open. The network is asked between two
 * transactions, never inside one.
 */
@Stateless
@RolesAllowed(Permissions.CHANNELS_CONNECT)
@TransactionManagement(TransactionManagementType.BEAN)
public class ChannelConnections {

    @EJB ConnectionSteps steps;
    @Inject Connectors connectors;

    /**
     * Opens the account at its own server and keeps the sealed password, if the caller may give it.
     *
     * @throws InvalidInputException when the network or the channel does not take it, with the
     *     field it is about
     */
    public void connect(@NotNull UUID channelId, @NotNull @Valid Credential credential) {
        ConnectionSteps.Target target = steps.target(channelId);
        String handle = credential.handle().strip().replaceFirst("^@", "");
        Connection said =
                connectors
                        .of(target.network())
                        .connect(
                                new ChannelAccess(
                                        target.server(),
                                        "",
                                        handle,
                                        credential.appPassword().strip(),
                                        null));
        if (said instanceof Connected opened) {
            steps.connected(
                    channelId, opened, new Credential(handle, credential.appPassword().strip()));
        } else {
            steps.notConnected(channelId, said);
            throw refusal(said);
        }
    }

    /**
     * Asks the network now.
     *
     * @throws NotFoundException for a channel that is not connected
     */
    @RolesAllowed(Permissions.CHANNELS_DISCONNECT)
    public void check(@NotNull UUID channelId) {
        ChannelChecks.Access access =
                steps.access(channelId).orElseThrow(() -> new NotFoundException("channel"));
        steps.checked(channelId, connectors.of(access.network()).connect(access.access()));
    }

    private static InvalidInputException refusal(Connection said) {
        if (!(said instanceof Refused refused)) {
            return new InvalidInputException("handle", "channel.refused.unreachable");
        }
        return switch (refused.reason()) {
            case CREDENTIALS ->
                    new InvalidInputException("appPassword", "channel.refused.credentials");
            case MAIN_PASSWORD ->
                    new InvalidInputException("appPassword", "channel.refused.main_password");
            case ACCOUNT_CLOSED ->
                    new InvalidInputException("handle", "channel.refused.account_closed");
            case OTHER_ACCOUNT ->
                    new InvalidInputException("handle", "channel.refused.other_account");
            case FORBIDDEN_TARGET, UNSUPPORTED, CONTENT, TOO_LARGE, MEDIA_DIFFER ->
                    new InvalidInputException("handle", "channel.refused.unreachable");
        };
    }
}
