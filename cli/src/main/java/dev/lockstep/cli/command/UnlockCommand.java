package dev.lockstep.cli.command;

import dev.lockstep.Lockstep;
import dev.lockstep.cli.output.LockAnswer;
import dev.lockstep.cli.output.UnlockAnswer;
import dev.lockstep.cli.shell.ExitCode;
import dev.lockstep.model.Holder;
import dev.lockstep.model.Unlock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the session that holds the lock. */
@Command(
        name = "unlock",
        header = "End the session that holds the lock.",
        sortOptions = false,
        description = {
            "Shows who holds the lock, asks, and ends that session on the server; the next 'migrate' goes on where it"
                    + " was. It is seldom needed: a lock ends with its session, and a session with its process, as soon"
                    + " as the server notices.",
            "A session that works is spared. SQLite's lock belongs to a process, and is free when that has ended."
        },
        customSynopsis = "${COMMAND-FULL-NAME} [-y] [--force] [OPTIONS]",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME}             when a run hangs, and 'lock' shows that its session does nothing",
            "  ${COMMAND-FULL-NAME} --force     also if it works: its statement is cancelled"
        })
final class UnlockCommand implements Callable<Integer> {
    private final LockstepCommand settings;

    @Option(names = "--force", description = "End the session even if it works.")
    private boolean isForced;

    UnlockCommand(LockstepCommand settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new CommandRun(settings, "unlock").run(desk -> {
            Lockstep lockstep = desk.looking();
            Optional<Holder> holder = lockstep.lock().holder();
            Optional<Holder> ended = holder.filter(shown -> end(desk, lockstep, shown));
            desk.show(new UnlockAnswer(ended));
            return ExitCode.DONE;
        });
    }

    private boolean end(Desk desk, Lockstep lockstep, Holder holder) {
        LockAnswer.lines(holder).forEach(desk.voice()::say);
        desk.confirm("End this session?");
        return lockstep.unlock(holder, isForced ? Unlock.FORCED : Unlock.SPARING);
    }
}
