package io.tickstorm.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.Tls;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeysTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"rsa1.pem, rsa8.pem, RSA", "ec1.pem, ec8.pem, EC"})
    void theOlderFormIsTheSameKey(String older, String pkcs8, String algorithm)
            throws IOException, GeneralSecurityException {
        assertEquals(algorithm, PemKeys.key(Tls.pem(older)).getAlgorithm());
        assertEquals(secret(PemKeys.key(Tls.pem(pkcs8))), secret(PemKeys.key(Tls.pem(older))));
    }

    private static BigInteger secret(PrivateKey key) {
        return key instanceof ECPrivateKey ec ? ec.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }

    @ParameterizedTest
    @CsvSource({"rsa8.crt, rsa1.pem", "ec8.crt, ec1.pem", "ed.crt, ed.pem"})
    void aKeyAndItsCertificateMakeAContext(String certificate, String key)
            throws IOException, GeneralSecurityException {
        assertEquals("TLS", PemKeys.context(Tls.pem(certificate), Tls.pem(key)).getProtocol());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa8.crt, ec8.pem, is not the key of the first certificate",
        "rsa8.crt, enc1.pem, openssl pkey",
        "rsa8.crt, rsa8.crt, has no private key in PEM form",
        "rsa8.crt, nowhere.pem, does not exist",
        "rsa1.pem, rsa1.pem, is no certificate in PEM form"
    })
    void whatIsWrongIsSaidInASentence(String certificate, String key, String words) throws IOException {
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
    void aKeyOfAnotherKindSaysWhatIsSupported() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n");
        Exception fault = assertThrows(GeneralSecurityException.class, () -> PemKeys.key(file));
        assertTrue(String.valueOf(fault.getMessage()).contains("RSA, EC or Ed25519"), fault.getMessage());
        Files.writeString(file, "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n");
        fault = assertThrows(GeneralSecurityException.class, () -> PemKeys.key(file));
        assertTrue(String.valueOf(fault.getMessage()).contains("does not name its curve"), fault.getMessage());
    }
}
