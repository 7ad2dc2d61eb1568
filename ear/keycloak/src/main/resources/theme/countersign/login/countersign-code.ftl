<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('code'); section>
  <#if section = "header">
    ${msg("countersignCodeTitle")}
  <#elseif section = "form">
    <#if (alternatives!"") = "stranger">
      <p class="lead">${msg("countersignCodeSentTo", attempted!"")}</p>
    <#else>
      <p class="lead">${msg("countersignCodeConfirm")}</p>
    </#if>
    <form id="kc-form-code" action="${url.loginAction}" method="post">
      <@parts.field id="code" label=msg("countersignCode") autocomplete="one-time-code" mode="numeric" focus=true more=msg("countersignCodeHint")/>
      <button class="btn p w" id="kc-login" type="submit" name="do" value="code">${msg("countersignContinue")}</button>
      <p class="links">
        <button class="link" id="another-code" type="submit" name="do" value="mail">${msg("countersignCodeAgain")}</button>
        <#if (alternatives!"") = "stranger">
          <button class="link" id="use-password" type="submit" name="do" value="use-password">${msg("countersignUsePassword")}</button>
          <button class="link" type="submit" name="do" value="other-name">${msg("countersignOtherName")}</button>
        </#if>
      </p>
    </form>
  </#if>
</@layout.registrationLayout>
