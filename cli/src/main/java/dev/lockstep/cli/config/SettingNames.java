package dev.lockstep.cli.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that are not simply looked up and converted. */
final class SettingNames {
    static final String URL = "url";
    static final String READ_FROM_ENV = "read-from-env";
    static final String CONFIG = "config";
    static final String ENV = "env";
    static final String PASSWORD = "password";
    static final String PASSWORD_FILE = "password-file";
    static final String PASSWORD_STDIN = "password-stdin";
    static final String ENABLED = "enabled";
    static final String DIR = "dir";

    /** Looked up by those who know how several of them play together. */
    static final Set<String> SPECIAL =
            Set.of(URL, CONFIG, ENV, PASSWORD, PASSWORD_FILE, PASSWORD_STDIN, "help", "version");

    /** Questions to the command line itself, which no file and no variable can ask. */
    static final Set<String> NO_SETTING = Set.of(CONFIG, "help", "version");

    /** Settings without a flag: the application's switch, and what nobody should write into a command line. */
    static final List<String> WITHOUT_FLAG = List.of(ENABLED, PASSWORD);

    /** Where one is given as a flag, the others are not looked for elsewhere. */
    static final Map<String, Set<String>> RIVALS = Map.of(
            "to", Set.of("steps"),
            "steps", Set.of("to"),
            "verbose", Set.of("quiet", "log-level"),
            "quiet", Set.of("verbose", "log-level"),
            "log-level", Set.of("verbose", "quiet"));

    private SettingNames() {}
}
