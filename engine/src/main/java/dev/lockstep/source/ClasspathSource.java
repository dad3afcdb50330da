package dev.lockstep.source;

import dev.lockstep.model.Script;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;

/**
 * A folder of the class path. Jars are listed through {@link JarURLConnection}, which the class loaders of frameworks
 * implement for jars within jars too, so that no file of a jar has to be found on a disk.
 */
record ClasspathSource(String folder, ClassLoader loader) implements MigrationSource {
    ClasspathSource {
        folder = folder.replaceAll("^/+|/+$", "");
    }

    @Override
    public String name() {
        return "classpath:" + folder;
    }

    @Override
    public List<SourceFile> files() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        List<URL> places = Collections.list(loader.getResources(folder));
        if (places.isEmpty()) {
            throw new FileNotFoundException(name());
        }
        for (URL place : places) {
            files.addAll(filesIn(place));
        }
        return files;
    }

    private List<SourceFile> filesIn(URL place) throws IOException {
        URLConnection connection = place.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return filesInJar(place, jar);
        }
        if (place.getProtocol().equals("file")) {
            return filesInDirectory(place);
        }
        throw new IOException(name() + " lies at " + place.getProtocol() + ": and cannot be listed there");
    }

    private List<SourceFile> filesInDirectory(URL place) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (SourceFile file : new DirectorySource(Path.of(uri(place))).files()) {
            files.add(new SourceFile(
                    file.path(), new Script(shown(file.path()), file.script().content())));
        }
        return files;
    }

    /** The jar comes from the JDK's cache and is left open for it: a thousand scripts must not open it a thousand times. */
    private List<SourceFile> filesInJar(URL place, JarURLConnection connection) throws IOException {
        String base = connection.getEntryName() + (connection.getEntryName().endsWith("/") ? "" : "/");
        String root = place.toString().endsWith("/") ? place.toString() : place + "/";
        List<SourceFile> files = new ArrayList<>();
        for (JarEntry entry : Collections.list(connection.getJarFile().entries())) {
            if (entry.getName().startsWith(base) && !entry.isDirectory()) {
                String path = entry.getName().substring(base.length());
                // the place comes along for its stream handler, which the class loader may not have told anybody else
                URL url = new URL(
                        place,
                        root + path.replace("%", "%25").replace(" ", "%20").replace("#", "%23"));
                files.add(new SourceFile(path, new Script(shown(path), url::openStream)));
            }
        }
        return files;
    }

    private String shown(String path) {
        return name() + "/" + path;
    }

    private static URI uri(URL place) throws IOException {
        try {
            return place.toURI();
        } catch (URISyntaxException notAUri) {
            throw new IOException(place + " is no path", notAUri);
        }
    }
}
