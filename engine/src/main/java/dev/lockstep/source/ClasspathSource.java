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
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * A folder of the class path. Jars are listed through {@link JarURLConnection}, which the class loaders of frameworks
 * implement for jars within jars too, so that no file of a jar has to be found on a disk.
 */
record ClasspathSource(String folder, ClassLoader loader) implements MigrationSource {
    private static final Pattern HIDDEN = Pattern.compile("(^|/)\\.");

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
        for (URL place : places) {
            files.addAll(filesIn(place));
        }
        if (places.isEmpty()) {
            files.addAll(filesInJarsWithoutFolders());
            if (files.isEmpty()) {
                throw new FileNotFoundException(name());
            }
        }
        return files;
    }

    /** A jar need not hold entries for its folders; such ones are found by their manifests, if no folder is found. */
    private List<SourceFile> filesInJarsWithoutFolders() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (URL manifest : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
            if (manifest.openConnection() instanceof JarURLConnection jar) {
                String top = manifest.toString().replaceAll(JarFile.MANIFEST_NAME + "$", "");
                files.addAll(filesInJar(jar.getJarFile(), folder + "/", manifest, top + encoded(folder) + "/"));
            }
        }
        return files;
    }

    private List<SourceFile> filesIn(URL place) throws IOException {
        URLConnection connection = place.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String base = jar.getEntryName().replaceAll("/*$", "/");
            return filesInJar(jar.getJarFile(), base, place, place.toString().replaceAll("/*$", "/"));
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

    /**
     * The jar comes from the JDK's cache and is left open for it: a thousand scripts must not open it a thousand times.
     *
     * @param base where the names of the folder's entries begin
     * @param place something in the jar: it comes along for its stream handler, which nobody else may know
     * @param root the URL of the folder
     */
    private List<SourceFile> filesInJar(JarFile jar, String base, URL place, String root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String path = entry.getName().startsWith(base) ? entry.getName().substring(base.length()) : "";
            if (!path.isEmpty() && !entry.isDirectory() && !HIDDEN.matcher(path).find()) {
                URL url = new URL(place, root + encoded(path));
                files.add(new SourceFile(path, new Script(shown(path), url::openStream)));
            }
        }
        return files;
    }

    private static String encoded(String path) {
        return path.replace("%", "%25").replace(" ", "%20").replace("#", "%23");
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
