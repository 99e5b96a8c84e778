package io.tickstorm;

import java.util.Optional;

/**
 * Ends a process when its launcher has ended without ending it, as after {@code kill -9}. Only a process that was given
 * {@code -Dtickstorm.launcher} with the id of the process that started it is concerned; one started by hand is not.
 */
public final class LauncherWatch {
    public static final String PROPERTY = "tickstorm.launcher";

    private LauncherWatch() {}

    /**
     * Runs the end on a thread of its own once the launcher is gone; at once, if it is gone already.
     *
     * @param end usually {@code System.exit}
     */
    public static void onEnd(Runnable end) {
        String launcher = System.getProperty(PROPERTY, "");
        if (launcher.isEmpty()) {
            return;
        }
        // The parent, and not any process of this id: the system gives ids out again.
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
