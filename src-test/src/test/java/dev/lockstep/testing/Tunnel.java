package dev.lockstep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A wire that can be cut: a port of ours that leads to the server's, for one connection, and for what the driver opens
 * beside it to cancel a statement. The server sees of a cut what it sees of a killed client: the end of the stream.
 */
final class Tunnel implements Wire {
    private enum Direction {
        REQUEST,
        ANSWER
    }

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final String url;
    private final Set<Socket> sockets = new HashSet<>();
    private final Set<Direction> held = new HashSet<>();
    private Direction last = Direction.REQUEST;
    private int turns;
    private boolean cutOnAnswer;
    private boolean closed;

    private Tunnel(String host, int port, IntFunction<String> url) throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
        this.url = url.apply(listener.getLocalPort());
    }

    static Tunnel to(String host, int port, IntFunction<String> url) {
        try {
            Tunnel tunnel = new Tunnel(host, port, url);
            start("accept", tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public synchronized void opened(Connection target) {
        turns = 0;
    }

    @Override
    public void freeze() {}

    @Override
    public void thaw() {}

    @Override
    public synchronized void close() {
        closed = true;
        closeQuietly(listener);
        sockets.forEach(Tunnel::closeQuietly);
        notifyAll();
    }

    @Override
    public synchronized void cutOnAnswer() {
        cutOnAnswer = true;
    }

    /** Before a call nothing goes out; after it nothing comes back. */
    @Override
    public synchronized boolean stall(Moment moment) {
        held.add(moment == Moment.BEFORE ? Direction.REQUEST : Direction.ANSWER);
        return true;
    }

    @Override
    public synchronized boolean isStalled() {
        return !held.isEmpty();
    }

    @Override
    public synchronized int turns() {
        return turns;
    }

    private void accept() {
        boolean main = true;
        while (true) {
            try {
                Socket client = listener.accept();
                connect(client, main);
                main = false;
            } catch (IOException e) {
                // The listener was closed: nobody can enter any more. Or the server is down: the client sees the end.
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void connect(Socket client, boolean main) throws IOException {
        register(client);
        Socket server = null;
        try {
            server = new Socket(host, port);
            register(server);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Socket upstream = server;
        start("answers", () -> pump(upstream, client, Direction.ANSWER));
        start("requests", () -> {
            pump(client, upstream, Direction.REQUEST);
            if (main) {
                closeQuietly(listener);
            }
        });
    }

    private synchronized void register(Socket socket) throws IOException {
        if (closed) {
            socket.close();
            throw new IOException("cut");
        }
        sockets.add(socket);
    }

    /** Carries bytes one way until their source ends; then tells the other side so, which may still be speaking. */
    private void pump(Socket from, Socket to, Direction direction) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length; (length = in.read(buffer)) >= 0; ) {
                pass(direction);
                out.write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two is gone, by a cut or by itself: so is the other.
            closeQuietly(from);
            closeQuietly(to);
        } finally {
            forgetIfDone(from, to);
        }
    }

    private synchronized void pass(Direction direction) throws IOException {
        if (cutOnAnswer && direction == Direction.ANSWER) {
            close();
        }
        while (held.contains(direction) && !closed) {
            await();
        }
        if (closed) {
            throw new IOException("cut");
        }
        if (direction == Direction.REQUEST && last == Direction.ANSWER) {
            turns++;
        }
        last = direction;
    }

    private void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private synchronized void forgetIfDone(Socket from, Socket to) {
        if (from.isOutputShutdown() && to.isOutputShutdown() || from.isClosed()) {
            closeQuietly(from);
            closeQuietly(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void closeQuietly(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
            Thread.yield();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "tunnel-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
