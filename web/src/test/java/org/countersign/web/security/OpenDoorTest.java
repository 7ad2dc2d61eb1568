package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OpenDoorTest {

    @Test
    void productHasNoDoorPastTheMechanism() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.countersign");

        assertThat(classes.contain(OpenDoor.class)).isTrue();
        assertThat(classes)
                .noneMatch(
                        c -> !c.isEquivalentTo(OpenDoor.class) && c.isAssignableTo(OpenDoor.class));
    }
}
