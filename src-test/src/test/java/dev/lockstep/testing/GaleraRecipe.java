package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A MariaDB server that is a node of a Galera cluster.
 *
 * @param library Galera's
 * @param scripts where the server finds the script by which it gives its data to a node that joins
 * @param cluster the address of a node that is there already; {@code gcomm://} for the first one
 * @param port where the nodes speak to each other
 * @param dataPort where data come in
 */
record GaleraRecipe(Path library, Path scripts, String cluster, int port, int dataPort) implements Recipe {
    private static final MariaDbRecipe SERVER = new MariaDbRecipe(Durability.QUICK);

    @Override
    public void install(Path base) throws IOException {
        SERVER.install(base);
    }

    @Override
    public List<String> command(Path base, int serverPort) {
        List<String> command = new ArrayList<>(List.of("env", "PATH=" + scripts + ":" + System.getenv("PATH")));
        command.addAll(SERVER.command(base, serverPort));
        command.addAll(List.of(
                "--wsrep-on=ON",
                "--wsrep-provider=" + library,
                "--wsrep-cluster-address=" + cluster,
                "--wsrep-node-address=127.0.0.1:" + port,
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + port + ";ist.recv_addr=127.0.0.1:"
                        + dataPort + ";gcache.size=8M",
                "--wsrep-sst-method=copy",
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2"));
        return command;
    }

    @Override
    public String endSignal() {
        return SERVER.endSignal();
    }

    @Override
    public Server server(Address address, Path log) {
        return SERVER.server(address, log);
    }
}
