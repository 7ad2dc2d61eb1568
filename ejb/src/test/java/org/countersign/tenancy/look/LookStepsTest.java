package org.countersign.tenancy.look;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

class LookStepsTest {

    static final JsonObject REALM =
            Json.createObjectBuilder()
                    .add("realm", "pine")
                    .add("bruteForceProtected", true)
                    .add(
                            "attributes",
                            Json.createObjectBuilder()
                                    .add("acr.loa.map", "{}")
                                    .add("countersign.agency", "pine")
                                    .add("countersign.colours", "old")
                                    .add("countersign.logo", "old"))
                    .add(
                            "smtpServer",
                            Json.createObjectBuilder()
                                    .add("host", "mail.example")
                                    .add("password", "**********")
                                    .add("replyTo", "old@pine.example"))
                    .build();

    @Test
    void whatIsNoneOfTheLooksStays() {
        JsonObject changes = LookSteps.changes(REALM, look("#1f4d46", "", ""));

        assertThat(changes.getJsonObject("attributes"))
                .containsEntry("acr.loa.map", Json.createValue("{}"))
                .containsEntry("countersign.agency", Json.createValue("pine"));
        assertThat(changes.getJsonObject("smtpServer"))
                .containsEntry("host", Json.createValue("mail.example"))
                .containsEntry("password", Json.createValue("**********"));
        assertThat(changes).doesNotContainKey("bruteForceProtected");
    }

    @Test
    void whatTheAgencyTookAwayGoes() {
        JsonObject changes = LookSteps.changes(REALM, look("", "", ""));

        assertThat(changes.getJsonObject("attributes"))
                .doesNotContainKeys("countersign.colours", "countersign.logo");
        assertThat(changes.getJsonObject("smtpServer")).doesNotContainKey("replyTo");
    }

    @Test
    void theSenderIsTheAgencyUnlessItSaysOtherwise() {
        assertThat(sender(look("", "", ""))).isEqualTo("North & Pine");
        assertThat(sender(look("", "Pine mail", "a@pine.example"))).isEqualTo("Pine mail");
        assertThat(
                        LookSteps.changes(REALM, look("", "", "a@pine.example"))
                                .getJsonObject("smtpServer")
                                .getString("replyTo"))
                .isEqualTo("a@pine.example");
    }

    @Test
    void doingItAgainChangesNothing() {
        var look = look("#1f4d46", "Pine", "a@pine.example");
        JsonObject first = LookSteps.changes(REALM, look);

        assertThat(LookSteps.changes(first, look)).isEqualTo(first);
    }

    private static String sender(AgencyLook look) {
        return LookSteps.changes(REALM, look)
                .getJsonObject("smtpServer")
                .getString("fromDisplayName");
    }

    private static AgencyLook look(String colour, String sender, String replyTo) {
        return new AgencyLook("pine", "North & Pine", colour, Logo.NONE, sender, replyTo, 4);
    }
}
