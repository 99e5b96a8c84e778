package io.tickstorm.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeysTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"rsa8.pem, RSA", "ec8.pem, EC", "ed.pem, EdDSA"})
    void aKeyInPkcs8IsRead(String name, String algorithm) throws IOException, GeneralSecurityException {
        assertEquals(algorithm, PemKeys.key(Tls.pem(name)).getAlgorithm());
    }

    @ParameterizedTest
    @CsvSource({"rsa1.pem, RSA PRIVATE KEY", "ec1.pem, EC PRIVATE KEY"})
    void anOlderFormIsRefusedWithTheCommandThatConvertsIt(String name, String form) {
        Path file = Tls.pem(name);
        Exception fault = assertThrows(GeneralSecurityException.class, () -> PemKeys.key(file));
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains("'" + form + "'"), message);
        assertTrue(message.contains("openssl pkcs8 -topk8 -nocrypt -in " + file), message);
    }

    @ParameterizedTest
    @CsvSource({"rsa8.crt, rsa8.pem", "ec8.crt, ec8.pem", "ed.crt, ed.pem"})
    void aKeyAndItsCertificateMakeAContext(String certificate, String key)
            throws IOException, GeneralSecurityException {
        assertEquals("TLS", PemKeys.context(Tls.pem(certificate), Tls.pem(key)).getProtocol());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa8.crt, ec8.pem, is not the key of the first certificate",
        "rsa8.crt, enc1.pem, openssl pkey",
        "rsa8.crt, rsa8.crt, contains no private key in PEM form",
        "rsa8.crt, nowhere.pem, does not exist",
        "rsa1.pem, rsa1.pem, is not a certificate in PEM form"
    })
    void eachFaultIsReportedInASentence(String certificate, String key, String words) throws IOException {
        Path certificateFile = folder.resolve("certificate");
        Path keyFile = folder.resolve("key");
        Files.copy(Tls.pem(certificate), certificateFile);
        if (!key.startsWith("nowhere")) {
            Files.copy(Tls.pem(key), keyFile);
        }
        Exception fault = assertThrows(Exception.class, () -> PemKeys.context(certificateFile, keyFile));
        assertTrue(String.valueOf(fault.getMessage()).contains(words), fault.getMessage());
    }

    @Test
    void anUnsupportedKeyIsRefusedWithTheSupportedKinds() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n");
        Exception fault = assertThrows(GeneralSecurityException.class, () -> PemKeys.key(file));
        assertTrue(String.valueOf(fault.getMessage()).contains("RSA, EC or Ed25519"), fault.getMessage());
    }
}
