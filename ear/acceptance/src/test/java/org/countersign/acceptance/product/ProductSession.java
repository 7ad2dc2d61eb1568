package org.countersign.acceptance.product;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Stops the product when the last test class of this run is done. */
public final class ProductSession implements LauncherSessionListener {

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Product.stop();
    }
}
