<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("countersignSignOut")}
  <#elseif section = "form">
    <p class="lead">${msg("countersignSignOutMore")}</p>
    <form id="kc-logout-confirm" action="${url.logoutConfirmAction}" method="POST">
      <input type="hidden" name="session_code" value="${logoutConfirm.code}">
      <button class="btn p w" id="kc-logout" name="confirmLogout" type="submit">${msg("countersignSignOut")}</button>
    </form>
    <#if !logoutConfirm.skipLink && (client.baseUrl)?has_content>
      <p class="links"><a href="${client.baseUrl}">${msg("countersignBack")}</a></p>
    </#if>
  </#if>
</@layout.registrationLayout>
