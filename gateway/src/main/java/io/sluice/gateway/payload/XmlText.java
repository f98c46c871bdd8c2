package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML that is well-formed by itself: nothing is fetched for it and nothing in it expands.
 *
 * <p>It is read as UTF-8 whatever encoding it declares. The bytes are decoded here, for the parser
 * of the JDK writes what it cannot decode to the standard error.
 */
final class XmlText {

  static final int NESTING_MAX = 100;
  static final int ATTRIBUTES_MAX = 200;

  private XmlText() {}

  static PayloadVerdict check(byte[] body) {
    int stray = Utf8.faultAt(body);
    if (stray >= 0) {
      return new Faulty(Utf8.fault(stray));
    }
    try {
      return check(factory().createXMLStreamReader(reader(body)));
    } catch (XMLStreamException e) {
      return new Faulty("is not well-formed XML" + place(e.getLocation()));
    } catch (RuntimeException e) {
      // The parser has faults of its own: it looks for texts of errors that it does not have.
      return new Faulty("is not well-formed XML");
    }
  }

  private static PayloadVerdict check(XMLStreamReader in) throws XMLStreamException {
    while (in.hasNext()) {
      int event = in.next();
      if (event == XMLStreamConstants.DTD) {
        return new Faulty("has a document type declaration");
      }
      if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        return new Faulty("refers to an entity that XML does not define");
      }
    }
    return new Sound();
  }

  private static Reader reader(byte[] body) {
    int mark = Utf8.markLength(body);
    return new InputStreamReader(new ByteArrayInputStream(body, mark, body.length - mark), UTF_8);
  }

  /** One for each check: a factory keeps the last reader it made, and the body with it. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty("jdk.xml.maxElementDepth", NESTING_MAX);
    factory.setProperty("jdk.xml.elementAttributeLimit", ATTRIBUTES_MAX);
    return factory;
  }

  private static String place(Location location) {
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNumber(), location.getColumnNumber());
  }
}
