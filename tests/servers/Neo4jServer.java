import java.io.IOException;
import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs the Neo4j of a home folder by its conf/neo4j.conf, until standard input ends; its data is then thrown away. */
public final class Neo4jServer {
    private Neo4jServer() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("conf").resolve("neo4j.conf"))
                .build();
        System.out.println("ready");
        while (System.in.read() != -1) {
            continue;
        }
        Runtime.getRuntime().halt(0);
    }
}
