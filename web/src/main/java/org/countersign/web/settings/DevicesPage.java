package org.countersign.web.settings;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.countersign.tenancy.access.Device;
import org.countersign.tenancy.access.Devices;
import org.countersign.web.shell.Notices;

/** Backs {@code /settings/devices.xhtml}: the reader's own programs and devices. */
@Named
@ViewScoped
public class DevicesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject Devices devices;
    @Inject Notices notices;

    private transient List<Device> all;

    public void load() {
        all = List.of();
        notices.attempt(() -> all = devices.mine());
    }

    public void end(String id) {
        if (notices.attempt(() -> devices.end(id))) {
            notices.done("devices.message.ended");
        }
        load();
    }

    public List<Device> getAll() {
        return all == null ? List.of() : all;
    }
}
