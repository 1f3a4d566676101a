import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.RecursiveParserWrapper;
import org.apache.tika.sax.BasicContentHandlerFactory;
import org.apache.tika.sax.RecursiveParserWrapperHandler;

/**
 * One JVM that stays: a path a line comes in, a line goes out: wall and processor milliseconds, and the text in base64. Reading
 * the file is not counted; what is in a file is opened as well. A parser that throws answers with its text so far.
 */
public class TikaTimes {
  private static final int TIMES = 10;

  public static void main(String[] args) throws Exception {
    Parser auto = new AutoDetectParser();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("spillway " + System.getProperty("java.version"));
    for (String path = in.readLine(); path != null; path = in.readLine()) {
      byte[] bytes = Files.readAllBytes(Path.of(path));
      RecursiveParserWrapperHandler handler = null;
      String failure = "-";
      long cpu = system.getProcessCpuTime();
      long wall = System.nanoTime();
      // The clock of the processor ticks a hundred times a second.
      for (int time = 0; time < TIMES; time++) {
        handler = new RecursiveParserWrapperHandler(
            new BasicContentHandlerFactory(BasicContentHandlerFactory.HANDLER_TYPE.TEXT, -1));
        try (TikaInputStream stream = TikaInputStream.get(bytes)) {
          new RecursiveParserWrapper(auto).parse(stream, handler, new Metadata(), new ParseContext());
        } catch (Throwable thrown) {
          failure = thrown.getClass().getSimpleName();
        }
      }
      wall = (System.nanoTime() - wall) / TIMES;
      cpu = (system.getProcessCpuTime() - cpu) / TIMES;
      StringBuilder text = new StringBuilder();
      for (Metadata one : handler.getMetadataList())
        for (String name : one.names())
          for (String value : one.getValues(name)) text.append(value).append('\n');
      String packed = Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
      System.out.println("spillway " + wall / 1e6 + " " + cpu / 1e6 + " " + failure + " " + packed);
    }
  }
}
