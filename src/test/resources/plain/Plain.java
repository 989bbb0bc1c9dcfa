import org.apache.camel.main.Main;

/** An application with the jars of the distribution and no class of ours: started by KameletsIT. */
class Plain {
  public static void main(String[] args) throws Exception {
    Main main = new Main();
    main.configure().setRoutesIncludePattern("file:" + args[0]);
    main.start();
    for (String body : args[1].split("\n")) {
      System.out.println(
          "ANSWER " + main.getCamelTemplate().requestBody("direct:call", body, String.class));
    }
    main.stop();
  }
}
