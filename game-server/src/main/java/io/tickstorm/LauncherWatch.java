package io.tickstorm;

import java.util.Optional;

/**
 * Ends a process when its launcher has ended without stopping it, as after {@code kill -9}. It applies only to a
 * process that was started with {@code -Dtickstorm.launcher} and the id of its parent. Any thread.
 */
public final class LauncherWatch {
    /** The system property with the id of the launcher's process. */
    public static final String PROPERTY = "tickstorm.launcher";

    private LauncherWatch() {}

    /**
     * Runs an action on a thread of its own when the launcher has ended, or immediately if it has ended already. Does
     * nothing without the property.
     *
     * @param end usually {@code System.exit}
     */
    public static void onEnd(Runnable end) {
        String launcher = System.getProperty(PROPERTY, "");
        if (launcher.isEmpty()) {
            return;
        }
        // Only the parent counts, because the system reuses ids of processes.
        Optional<ProcessHandle> parent = ProcessHandle.current()
                .parent()
                .filter(process -> String.valueOf(process.pid()).equals(launcher));
        Thread thread = new Thread(
                () -> {
                    parent.ifPresent(process -> process.onExit().join());
                    end.run();
                },
                "launcher-watch");
        thread.setDaemon(true);
        thread.start();
    }
}
