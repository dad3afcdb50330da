package dev.lockstep.cli.command;

import dev.lockstep.Lockstep;
import dev.lockstep.MigrationFiles;
import dev.lockstep.cli.config.Ambient;
import dev.lockstep.cli.config.Level;
import dev.lockstep.cli.output.Answer;
import dev.lockstep.cli.output.Json;
import dev.lockstep.cli.output.Mask;
import dev.lockstep.cli.output.Preview;
import dev.lockstep.cli.output.Progress;
import dev.lockstep.cli.output.Voice;
import dev.lockstep.cli.shell.Interruption;
import dev.lockstep.cli.shell.Shell;
import dev.lockstep.cli.url.DatabaseUrl;
import dev.lockstep.cli.url.DirectDataSource;
import dev.lockstep.cli.url.Vendor;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Event;
import dev.lockstep.model.InterruptedRunException;
import dev.lockstep.model.Problem;
import dev.lockstep.source.MigrationSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a command works with: the settings as they all together are, the engine, and a voice. */
final class Desk {
    private final LockstepCommand settings;
    private final Ambient ambient;
    private final Voice voice;
    private final Optional<Json> json;
    private Optional<DatabaseUrl> database = Optional.empty();
    private Consumer<Lockstep.Builder> choices = builder -> {};
    private boolean isTold;

    Desk(LockstepCommand settings, Ambient ambient, Voice voice, Optional<Json> json) {
        this.settings = settings;
        this.ambient = ambient;
        this.voice = voice;
        this.json = json;
    }

    Voice voice() {
        return voice;
    }

    Shell shell() {
        return settings.shell();
    }

    Interruption interruption() {
        return settings.interruption();
    }

    /** The database that the settings name. */
    DatabaseUrl database() {
        if (database.isEmpty()) {
            database = Optional.of(settings.connection().database(ambient, shell()));
            settings.connection().note(ambient).ifPresent(voice::note);
        }
        return database.get();
    }

    /** The database, if a command has come so far as to ask for it, and not so far as to tell it. */
    Optional<String> untoldDatabase() {
        return isTold ? Optional.empty() : database.map(DatabaseUrl::shown);
    }

    Mask mask() {
        return database.map(url -> Mask.of(url.allSecrets(), url.allPublic())).orElse(Mask.NONE);
    }

    MigrationSource source() {
        return settings.migrations().source(shell());
    }

    /** What this command alone can set for the engine. */
    void choose(Consumer<Lockstep.Builder> settingsOfItsOwn) {
        choices = settingsOfItsOwn;
    }

    /** The folder in which new migrations are made. */
    Path firstFolder() {
        return settings.migrations().firstFolder(shell());
    }

    /** The files alone, as a dialect sees them. */
    MigrationFiles files(Optional<String> dialect) {
        String name = dialect.or(() -> database().vendor().map(Vendor::dialect))
                .orElseThrow(() -> new ConfigurationException(Problem.of(
                        "the URL does not tell the dialect", "name it with --dialect, for example postgresql")));
        return MigrationFiles.of(source(), settings.migrations().layout(), name);
    }

    /**
     * The engine for what only looks, or changes what is there already. A database file that does not exist is not made
     * for it: it sees an empty database.
     */
    Lockstep looking() {
        DatabaseUrl url = database();
        Optional<Path> absent = url.file().filter(file -> !Files.exists(file));
        absent.ifPresent(file -> voice.note(file + " does not exist yet"));
        return engine(absent.isPresent() ? url.inMemory() : url, event -> {});
    }

    /** Does what changes the database, telling of it as it happens. */
    <T> T changing(Function<Lockstep, T> work) {
        DatabaseUrl url = database();
        url.file().ifPresent(Desk::checkFolder);
        try (Progress progress = new Progress(voice, json)) {
            Lockstep lockstep = engine(url, progress);
            return interruption().during(() -> work.apply(lockstep), lockstep::stop);
        }
    }

    /** SQLite makes the file, but not the folder. */
    private static void checkFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ConfigurationException(Problem.of(
                    "the folder " + folder + ", in which the database file is to be made, does not exist",
                    "make the folder, or name another file with --url sqlite:FILE"));
        }
    }

    private Lockstep engine(DatabaseUrl url, Event.Listener listener) {
        Lockstep.Builder builder = Lockstep.builder(new DirectDataSource(url), source());
        settings.migrations().configure(builder);
        choices.accept(builder);
        return builder.listener(listener).build();
    }

    /** Shows the result. */
    void show(Answer answer) {
        json.ifPresentOrElse(
                document -> {
                    database.ifPresent(url -> document.text("database", url.shown()));
                    isTold = true;
                    answer.write(document);
                },
                () -> answer.tell(voice));
    }

    /** Shows what a question is about. */
    Preview preview() {
        return new Preview(voice, !settings.output().isYes());
    }

    /** Files that are no migrations, for those who want to know more. */
    void tellLeftOut(String dialect) {
        if (voice.tells(Level.DEBUG)) {
            files(Optional.of(dialect)).leftOut().forEach(file -> voice.detail("left out: " + file));
        }
    }

    /**
     * Asks before something is done.
     *
     * @throws ConfigurationException if nobody can answer
     * @throws InterruptedRunException if the answer is no
     */
    void confirm(String question) {
        if (settings.output().isYes()) {
            return;
        }
        if (!shell().terminals().in()) {
            throw new ConfigurationException(Problem.of(
                    "this needs a yes, and nobody can answer: standard input is not a terminal",
                    "add -y to go ahead without being asked"));
        }
        voice.ask(question + " [y/N] ");
        if (!List.of("y", "yes").contains(answer().strip().toLowerCase(Locale.ROOT))) {
            throw new InterruptedRunException(
                    Problem.of("not confirmed: nothing was done", "answer y, or add -y, to go ahead"));
        }
    }

    private String answer() {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(shell().in(), Charset.defaultCharset()));
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
